import { AuditEvent } from '../../audit/entity.ts';
import { ownEvent } from '../../audit/event.ts';
import type {
  AccountMatch,
  ForeignAccount,
  ForeignStanding,
} from '../../identity/accounts/imported-accounts.ts';
import type { Store, StoreUser } from '../../mollymawk/store/store-schema.ts';
import {
  collision,
  failed,
  known,
  type Making,
  noStep,
  type Outcome,
  type PlanDeps,
  repeated,
  type Step,
} from './plan.ts';

/** The ids of accounts that are here, or will be, by their UUIDs at mollymawk. */
export type AccountIds = ReadonlyMap<string, string>;

/** Milliseconds in which whoever is handed a link sets a password. */
const linkLifetime = 86_400_000;

/** A user, and how its account, existing or new, relates to those that are here. */
export interface MatchedUser {
  readonly user: KnownUser;
  readonly match: AccountMatch;
}

type KnownUser = StoreUser & { readonly email: string };

/** Users in their order: matched to accounts, or with the reason why no account is made. */
export interface MatchedUsers {
  readonly users: readonly (MatchedUser | Step)[];
  readonly ids: AccountIds;
}

/**
 * Matches users to accounts. Users with the same name or address cannot be told apart, even if the rest of one
 * cannot be read: no account is made.
 */
export async function matchUsers(
  { identity }: PlanDeps,
  { users, faults }: Pick<Store, 'users' | 'faults'>,
): Promise<MatchedUsers> {
  const unread = faults.filter(({ what }) => what === 'account');
  const names = repeated([...users, ...unread].map(({ name }) => name.toLowerCase()));
  const emails = repeated([...users, ...unread].map(({ email }) => email ?? null));
  const ids = new Map<string, string>();
  const matched: (MatchedUser | Step)[] = [];
  for (const user of users) {
    const { uuid: id, name, email } = user;
    const leaveOut = (outcome: Outcome) => matched.push(noStep({ what: 'account', name }, outcome));
    if (email === null) leaveOut(failed('its e-mail address cannot be used here'));
    else if (names.has(name)) leaveOut(collision('two users have this name'));
    else if (emails.has(email)) leaveOut(collision(`two users have the address ${email}`));
    else {
      const match = await identity.imported.match({ id, name, email });
      if (match.state === 'collision') leaveOut(collision(match.why));
      else {
        ids.set(id, match.state === 'known' ? match.id : id);
        matched.push({ user: { ...user, email }, match });
      }
    }
  }
  return { users: matched, ids };
}

/** What becomes of users; `domains` are those of which a host has a policy. */
export function planAccounts(
  deps: PlanDeps,
  { users }: MatchedUsers,
  domains: ReadonlySet<string>,
): readonly Step[] {
  return users.map((each) => ('line' in each ? each : planAccount(deps, each, domains)));
}

function planAccount(
  deps: PlanDeps,
  { user, match }: MatchedUser,
  domains: ReadonlySet<string>,
): Step {
  const { uuid: id, name, email, super_user: admin } = user;
  const line = { what: 'account', name } as const;
  if (match.state === 'known') {
    return match.isWaited ? linkAgain(deps, name, match.id) : noStep(line, known);
  }
  const createdAt = new Date(Math.min(user.created_at.getTime(), user.updated_at.getTime()));
  const standing = standingOf(user, domains);
  const account = { id, name, email, standing, admin, createdAt };
  const note = [email, ...(admin ? ['administrator'] : []), ...standingNotes[standing]];
  return {
    line: { ...line, state: 'new', note: note.join(', ') },
    make: (making) => makeAccount(deps, account, making),
  };
}

const standingNotes: Readonly<Record<ForeignStanding, readonly string[]>> = {
  active: [],
  waiting: ['never active: waits for approval'],
  suspended: ['no longer active: suspended'],
};

/** mollymawk says only that a user is not active, which all are at first; other records tell whether one ever was. */
function standingOf(user: StoreUser, domains: ReadonlySet<string>): ForeignStanding {
  if (user.active) return 'active';
  const { tokens, unikernel_updates: updates, scaling_policies: scaling, name } = user;
  const wasActive = tokens.length + updates.length + scaling.length > 0 || domains.has(name);
  return wasActive ? 'suspended' : 'waiting';
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
  if (account.standing !== 'active') return null;
  return await offerLink(deps, account.id, { em, address });
}
