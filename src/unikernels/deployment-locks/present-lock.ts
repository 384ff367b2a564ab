import { isoTime } from '../../base/iso-time.ts';
import type { DeploymentLock } from './entity.ts';

/** A lock as the API shows it. */
export function presentLock(lock: DeploymentLock) {
  const { reason, until, createdAt, accountName: account, tokenName } = lock;
  return {
    reason,
    until: isoTime(until),
    createdAt: isoTime(createdAt),
    by: { account, token: tokenName ?? null },
  };
}
