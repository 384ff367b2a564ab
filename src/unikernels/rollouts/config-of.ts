import { SealError } from '../../database/secret-box.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Deployment } from '../entity.ts';
import type { RolloutDeps } from './deps.ts';

/** What a deployment has its host start; null: no key opens it. */
export function configOf(
  { drafts }: Pick<RolloutDeps, 'drafts'>,
  deployment: Deployment,
): AskedConfig | null {
  try {
    return drafts.configOf(deployment);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
