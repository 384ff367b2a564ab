import type { CheckResult, CheckRunner } from '../../checks/check-runner.ts';
import { healthOf } from './check-health.ts';
import type { KeptHealth } from './kept-health.ts';

/** Seconds that a try may take. */
const patience = 5;

/** Milliseconds after which an answer is slow: the next try holds up no other check of the account. */
const slowAfter = 2_000;

/** What the tries of a unikernel's checks have found. */
export interface Found {
  readonly health: KeptHealth;
  /** Of each check, in their order. */
  readonly tries: readonly CheckResult[];
  readonly failed: boolean;
  /** Whether it did so before. */
  readonly wasFailing: boolean;
}

/** Tries all checks of a unikernel once. Rejects with the signal's reason where that aborts. */
export async function tryChecks(
  runner: Pick<CheckRunner, 'run'>,
  health: KeptHealth,
  signal: AbortSignal,
): Promise<Found> {
  const context = { account: health.key.domain, lines: () => null, signal };
  const tries = await Promise.all(
    health.checks.map((check, index) => {
      const wasSlow = (health.results[index]?.tookMs ?? 0) > slowAfter;
      return runner.run({ ...check, timeout: patience }, { ...context, wasSlow });
    }),
  );
  const failed = tries.some(({ ok }) => !ok);
  return { health, tries, failed, wasFailing: healthOf(health.results) === 'failing' };
}
