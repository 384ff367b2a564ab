import type { ManagedHost } from '../../host-client/managed-host.ts';
import { countRound } from './availability.ts';
import { judgeCheck, type Verdict } from './check-health.ts';
import type { HealthUpdate } from './health-records.ts';
import type { KeptHealth } from './kept-health.ts';
import type { RoundResult } from './try-round.ts';

/** Rounds after which what has changed in nothing but numbers is recorded. */
const recordEvery = 2;

/** Tries in a row that are doubted at most: with three more, what goes on to fail is told within five minutes. */
const maxDoubted = 7;

/** A unikernel's checks, and how many tries in a row of each have failed while its host was there. */
interface Known {
  readonly health: KeptHealth;
  readonly failures: readonly number[];
}

/** How the checks of an account on a host go on, between what is recorded of them. */
export class AccountRounds {
  readonly #host: Pick<ManagedHost, 'knownDown'>;
  #known = new Map<string, Known>();
  #round = 0;

  constructor(host: Pick<ManagedHost, 'knownDown'>) {
    this.#host = host;
  }

  /** What is recorded, with what came since. */
  withLatest(recorded: readonly KeptHealth[]): KeptHealth[] {
    const latest = recorded.map((health) => {
      const known = this.#known.get(health.id) ?? { health, failures: [] };
      return { ...known, health: { ...known.health, key: health.key } };
    });
    this.#known = new Map(latest.map((known) => [known.health.id, known]));
    return latest.map(({ health }) => health);
  }

  /**
   * Goes on by what a round has found; `isDoubtful`: so much fails that it says nothing of each. Gives what is
   * to be recorded now.
   */
  conclude(found: readonly RoundResult[], at: Date, isDoubtful: boolean): HealthUpdate[] {
    this.#round += 1;
    const isDue = this.#round % recordEvery === 0;
    return found.flatMap((one) => {
      const { health, results, days } = this.#judge(one, at, isDoubtful);
      const hasChanged = results.some(({ state }, index) => state !== health.results[index]?.state);
      return hasChanged || isDue ? [{ health, results, days }] : [];
    });
  }

  #judge({ health, tries }: RoundResult, at: Date, isDoubtful: boolean): HealthUpdate {
    const isAway = this.#host.knownDown;
    const before = this.#known.get(health.id)?.failures ?? [];
    const failures = tries.map(({ ok }, index) => (ok || isAway ? 0 : (before[index] ?? 0) + 1));
    const verdicts = failures.map((count, index): Verdict => {
      if (tries[index]?.ok) return 'passed';
      return isAway || (isDoubtful && count <= maxDoubted) ? 'doubtful' : 'failed';
    });
    const results = health.results.map((result, index) => {
      const [one, verdict] = [tries[index], verdicts[index]];
      if (!one || !verdict) return result;
      return judgeCheck(result, { verdict, at, detail: one.detail, tookMs: one.tookMs });
    });
    const days = countRound(health.days, verdicts, at);
    this.#known.set(health.id, { health: { ...health, results, days }, failures });
    return { health, results, days };
  }
}
