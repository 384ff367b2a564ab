import type { ManagedHost } from '../../host-client/managed-host.ts';
import { countRound } from './availability.ts';
import { judgeCheck, type Verdict } from './check-health.ts';
import { isDoubtful } from './doubt.ts';
import type { HealthUpdate } from './health-records.ts';
import type { KeptHealth } from './kept-health.ts';
import type { RoundResult } from './try-round.ts';

/** Rounds after which what has changed in nothing but numbers is recorded. */
const recordEvery = 2;

/** How the checks on one host go on, between what is recorded of them. */
export class HostRounds {
  readonly #host: ManagedHost;
  #known = new Map<string, KeptHealth>();
  #round = 0;

  constructor(host: ManagedHost) {
    this.#host = host;
  }

  /** What is recorded, with what came since. */
  withLatest(recorded: readonly KeptHealth[]): KeptHealth[] {
    const latest = recorded.map((health) => this.#known.get(health.id) ?? health);
    this.#known = new Map(latest.map((health) => [health.id, health]));
    return latest;
  }

  /**
   * Goes on by what a round has found; `isCutOff`: this server fails to reach most of what it checks. Gives
   * what is to be recorded now.
   */
  conclude(found: readonly RoundResult[], at: Date, isCutOff: boolean): HealthUpdate[] {
    this.#round += 1;
    const fresh = found.filter(({ wasFailing }) => !wasFailing);
    const doubtful = isCutOff || this.#host.knownDown || isDoubtful(fresh, 'unikernels');
    const isDue = this.#round % recordEvery === 0;
    return found.flatMap((one) => {
      const { health, results, days } = judge(one, doubtful, at);
      this.#known.set(health.id, { ...health, results, days });
      const hasChanged = results.some(({ state }, index) => state !== health.results[index]?.state);
      return hasChanged || isDue ? [{ health, results, days }] : [];
    });
  }
}

function judge({ health, tries }: RoundResult, doubtful: boolean, at: Date): HealthUpdate {
  const verdicts = tries.map(({ ok }) => verdictOf(ok, doubtful));
  const results = health.results.map((before, index) => {
    const [one, verdict] = [tries[index], verdicts[index]];
    if (!one || !verdict) return before;
    return judgeCheck(before, { verdict, at, detail: one.detail, tookMs: one.tookMs });
  });
  return { health, results, days: countRound(health.days, verdicts, at) };
}

function verdictOf(ok: boolean, doubtful: boolean): Verdict {
  if (ok) return 'passed';
  return doubtful ? 'doubtful' : 'failed';
}
