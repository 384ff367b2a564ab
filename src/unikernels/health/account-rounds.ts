import type { ManagedHost } from '../../host-client/managed-host.ts';
import { countRound } from './availability.ts';
import { judgeCheck, type Verdict } from './check-health.ts';
import type { HealthUpdate } from './health-records.ts';
import type { KeptHealth } from './kept-health.ts';
import type { Found } from './try-checks.ts';

/** Tries after which what has changed in nothing but numbers is recorded. */
const recordEvery = 2;

/** Tries in a row that are doubted at most: with three more, what goes on to fail is told within five minutes. */
const maxDoubted = 7;

/** A unikernel's checks, and how many tries in a row of each have failed while its host was there. */
interface Known {
  readonly health: KeptHealth;
  readonly failures: readonly number[];
  /** How often they were tried. */
  readonly times: number;
}

const begin = { failures: [], times: 0 };

/** How the checks of an account on a host go on, between what is recorded of them. */
export class AccountRounds {
  readonly #host: Pick<ManagedHost, 'knownDown'>;
  #known = new Map<string, Known>();
  /** What has answered, and is not concluded from. */
  #arrived: Found[] = [];
  /** Of each that was not failing before, whether it did at its last tries: by id. */
  readonly #fresh = new Map<string, boolean>();

  constructor(host: Pick<ManagedHost, 'knownDown'>) {
    this.#host = host;
  }

  /** What is recorded, with what came since; what was found of others than those that are `due` counts no more. */
  withLatest(recorded: readonly KeptHealth[], due: ReadonlySet<string>): KeptHealth[] {
    for (const id of this.#fresh.keys()) if (!due.has(id)) this.#fresh.delete(id);
    const latest = recorded.map((health) => {
      const known = this.#known.get(health.id) ?? { health, ...begin };
      return { ...known, health: { ...known.health, key: health.key } };
    });
    this.#known = new Map(latest.map((known) => [known.health.id, known]));
    return latest.map(({ health }) => health);
  }

  /** Takes what one's checks have answered; says whether nothing else waits to be concluded from. */
  arrive(found: Found): boolean {
    this.#arrived.push(found);
    const { health, failed, wasFailing } = found;
    if (wasFailing) this.#fresh.delete(health.id);
    else this.#fresh.set(health.id, failed);
    return this.#arrived.length === 1;
  }

  /** What was found last of each, but for those that were failing before. */
  get fresh(): { readonly failed: boolean }[] {
    return [...this.#fresh.values()].map((failed) => ({ failed }));
  }

  /**
   * Goes on by what has arrived; `isDoubtful`: so much fails that it says nothing of each. Gives what is
   * to be recorded now.
   */
  conclude(at: Date, isDoubtful: boolean): HealthUpdate[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived.flatMap((found) => this.#judge(found, at, isDoubtful) ?? []);
  }

  /** null: nothing is to be recorded now. */
  #judge({ health: asked, tries }: Found, at: Date, isDoubtful: boolean): HealthUpdate | null {
    const {
      health,
      failures: before,
      times,
    } = this.#known.get(asked.id) ?? { health: asked, ...begin };
    const isAway = this.#host.knownDown;
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
    const after = { health: { ...health, results, days }, failures, times: times + 1 };
    this.#known.set(health.id, after);
    const hasChanged = results.some(({ state }, index) => state !== health.results[index]?.state);
    return hasChanged || after.times % recordEvery === 0 ? { health, results, days } : null;
  }
}
