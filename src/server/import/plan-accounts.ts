import { AuditEvent } from '../../audit/entity.ts';
import { ownEvent } from '../../audit/event.ts';
import type { ForeignAccount } from '../../identity/accounts/imported-accounts.ts';
import type { StoreUser } from '../../mollymawk/store/store-schema.ts';
import {
  collision,
  failed,
  known,
  type Making,
  noStep,
  type PlanDeps,
  repeated,
  type Step,
} from './plan.ts';

/** The ids of accounts that are here, or will be, by their UUIDs at mollymawk. */
export type AccountIds = ReadonlyMap<string, string>;

/** Milliseconds in which whoever is handed a link sets a password. */
const linkLifetime = 86_400_000;

/** What becomes of users. Those that have the same name or address cannot be told apart: none is made. */
export async function planAccounts(
  deps: PlanDeps,
  users: readonly StoreUser[],
): Promise<{ steps: readonly Step[]; ids: AccountIds }> {
  const names = repeated(users.map(({ name }) => name));
  const emails = repeated(users.map(({ email }) => email));
  const ids = new Map<string, string>();
  const steps: Step[] = [];
  for (const user of users) {
    const { name, email } = user;
    const line = { what: 'account', name } as const;
    if (email === null) steps.push(noStep(line, failed('its e-mail address cannot be used here')));
    else if (names.has(name)) steps.push(noStep(line, collision('two users have this name')));
    else if (emails.has(email))
      steps.push(noStep(line, collision(`two users have the address ${email}`)));
    else steps.push(await planAccount(deps, { ...user, email }, ids));
  }
  return { steps, ids };
}

async function planAccount(
  deps: PlanDeps,
  user: StoreUser & { readonly email: string },
  ids: Map<string, string>,
): Promise<Step> {
  const { uuid: id, name, email, active, super_user: admin } = user;
  const line = { what: 'account', name } as const;
  const match = await deps.identity.imported.match({ id, name, email });
  if (match.state === 'collision') return noStep(line, collision(match.why));
  ids.set(id, match.state === 'known' ? match.id : id);
  if (match.state === 'known' && !match.isWaited) return noStep(line, known);
  if (match.state === 'known') return linkAgain(deps, name, match.id);
  const createdAt = new Date(Math.min(user.created_at.getTime(), user.updated_at.getTime()));
  const account = { id, name, email, active, admin, createdAt };
  const note = [email, ...(admin ? ['administrator'] : []), ...(active ? [] : ['not active'])];
  return {
    line: { ...line, state: 'new', note: note.join(', ') },
    make: (making) => makeAccount(deps, account, making),
  };
}

/** Who has never signed in may never have got the link, as where the answer with it was lost. */
function linkAgain(deps: PlanDeps, name: string, id: string): Step {
  const note = 'has not signed in yet: another link';
  return {
    line: { what: 'account', name, state: 'known', note },
    make: ({ em, address }) => offerLink(deps, id, { em, address }),
  };
}

async function offerLink(
  { identity }: PlanDeps,
  id: string,
  { em, address }: Pick<Making, 'em' | 'address'>,
): Promise<string> {
  const { secret } = await identity.resets.offerWithin(em, id, linkLifetime);
  return `${address}/reset-password#${secret}`;
}

async function makeAccount(
  deps: PlanDeps,
  account: ForeignAccount,
  { em, passwordHash, address, requestId }: Making,
): Promise<string | null> {
  const { identity, clock } = deps;
  await identity.imported.add(em, account, passwordHash);
  const event = { action: 'importAccount', object: `accounts/${account.id}`, requestId };
  await em.insert(AuditEvent, ownEvent({ account, ...event, outcome: 'succeeded' }, clock()));
  if (!account.active) return null;
  return await offerLink(deps, account.id, { em, address });
}
