import type { CheckResult, CheckRunner } from '../../checks/check-runner.ts';
import { healthOf } from './check-health.ts';
import type { KeptHealth } from './kept-health.ts';

/** Seconds that a try may take. */
const patience = 5;

/** What a round has found of a unikernel. */
export interface RoundResult {
  readonly health: KeptHealth;
  /** Of each check, in their order. */
  readonly tries: readonly CheckResult[];
  readonly failed: boolean;
  /** Whether it did so before. */
  readonly wasFailing: boolean;
}

/** Tries all checks of these unikernels once. Rejects with the signal's reason where that aborts. */
export async function tryRound(
  checks: Pick<CheckRunner, 'run'>,
  due: readonly KeptHealth[],
  signal: AbortSignal,
): Promise<RoundResult[]> {
  return await Promise.all(due.map((health) => tryOne(checks, health, signal)));
}

async function tryOne(
  runner: Pick<CheckRunner, 'run'>,
  health: KeptHealth,
  signal: AbortSignal,
): Promise<RoundResult> {
  const context = { account: health.key.domain, lines: () => null, signal };
  const tries = await Promise.all(
    health.checks.map((check) => runner.run({ ...check, timeout: patience }, context)),
  );
  const failed = tries.some(({ ok }) => !ok);
  return { health, tries, failed, wasFailing: healthOf(health.results) === 'failing' };
}
