import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import { approvedDomain } from './account-domain.ts';
import type { Deps } from './deps.ts';
import type { StoredPolicy } from './entity.ts';
import { orHostDown } from './host-down.ts';
import { rootPolicy } from './root-policy.ts';
import { setPolicy } from './set-policy.ts';
import { policyFromTemplate } from './templates/policy-from-template.ts';

/** What an account is to have; a label is the name of a template. */
export interface AskedPolicy {
  /** The account’s name or id. */
  readonly account: string;
  readonly wanted: Policy | Label;
  readonly adopt: boolean;
}

/** What came of it for each account. */
export interface PoliciesSet {
  readonly done: readonly StoredPolicy[];
  readonly failed: readonly { readonly account: string; readonly problem: Problem }[];
}

type SettingDeps = Pick<Deps, 'database' | 'clock' | 'users' | 'templates'>;

/** Gives policies on a host to several accounts, one after the other, each for itself. */
export async function setPolicies(
  deps: SettingDeps,
  host: ManagedHost,
  asked: readonly AskedPolicy[],
  signal: AbortSignal,
): Promise<PoliciesSet> {
  const done: StoredPolicy[] = [];
  const failed: { account: string; problem: Problem }[] = [];
  let away: Problem | null = null;
  for (const each of asked) {
    const result: StoredPolicy | Problem = away ?? (await outcomeOf(deps, host, each, signal));
    if (!(result instanceof Problem)) {
      done.push(result);
      continue;
    }
    failed.push({ account: each.account, problem: result });
    if (result.code === 'host-down') away = result; // it is not waited for again
  }
  return { done, failed };
}

async function outcomeOf(
  deps: SettingDeps,
  host: ManagedHost,
  { account, wanted, adopt }: AskedPolicy,
  signal: AbortSignal,
): Promise<StoredPolicy | Problem> {
  try {
    const domain = await approvedDomain(deps, account);
    const policy = await policyFor(deps, host, wanted, signal);
    return await setPolicy(deps, host, { domain, policy, adopt }, signal);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function policyFor(
  { templates }: SettingDeps,
  host: ManagedHost,
  wanted: Policy | Label,
  signal: AbortSignal,
): Promise<Policy> {
  if (typeof wanted !== 'string') return wanted;
  const template = await templates.get(wanted);
  const root = rootPolicy(await orHostDown(host.policies(signal)));
  return policyFromTemplate(template, root);
}
