import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import { checkPolicy } from '../check-policy.ts';
import { fillArguments } from '../fill-arguments.ts';
import type { UnikernelLocation } from '../location.ts';
import type { RolloutDeps } from './deps.ts';
import type { RollbackTarget } from './plan.ts';

type TargetDeps = Pick<RolloutDeps, 'releases' | 'kept' | 'secrets'>;

/** What can be gone back to. */
export interface FoundTarget {
  /** null: there is nothing. */
  readonly target: RollbackTarget | null;
  /** Why what there is cannot be started again; null: it can, or there is nothing. */
  readonly refusal: string | null;
}

/**
 * The last release, as far as its image is kept, and it could be started now beside these others of its
 * domain; null: it would not be started.
 */
export async function findTarget(
  { releases, kept, secrets }: TargetDeps,
  { key, domain }: Pick<UnikernelLocation, 'key' | 'domain'>,
  others: readonly UnikernelInfo[] | null,
): Promise<FoundTarget> {
  const [release] = await releases.list(key);
  const config = release && releases.configOf(release);
  if (!config || !(await kept.find(release.digest))) return { target: null, refusal: null };
  const target = { config, digest: release.digest, release: release.number };
  try {
    if (others) {
      await fillArguments(secrets, key.domain, config);
      checkPolicy(domain.policy, config, others);
    }
    return { target, refusal: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { target: null, refusal: `Release ${release.number}: ${error.detail}` };
  }
}
