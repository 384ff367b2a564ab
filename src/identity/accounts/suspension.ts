import type { Account } from './entity.ts';

/** Why an account may do nothing, as its owner is told: a sentence. */
export function whyInactive({
  approvedAt,
  suspensionReason,
}: Pick<Account, 'approvedAt' | 'suspensionReason'>): string {
  if (!approvedAt) return 'The account waits until an administrator approves it.';
  if (!suspensionReason) return 'An administrator has suspended the account.';
  return `An administrator has suspended the account: ${suspensionReason.replace(/([^.!?])$/, '$1.')}`;
}

/** Marks an account as it is from now on: active, or suspended for a reason. */
export function setActive(
  account: Account,
  active: boolean,
  { reason, now }: { readonly reason: string | null; readonly now: Date },
): void {
  if (active) {
    Object.assign(account, { active, suspendedAt: null, suspensionReason: null });
    return;
  }
  account.suspendedAt = account.active || !account.suspendedAt ? now : account.suspendedAt;
  account.suspensionReason = reason ?? (account.active ? null : account.suspensionReason) ?? null;
  account.active = false;
}
