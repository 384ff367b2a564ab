import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { Store, StoreFault } from '../../mollymawk/store/store-schema.ts';
import { failed, type Making, noStep, type PlanDeps, type Step } from './plan.ts';
import { matchUsers, planAccounts } from './plan-accounts.ts';
import { planHosts } from './plan-hosts.ts';
import { planPolicies } from './plan-policies.ts';
import { isOver, planTokens } from './plan-tokens.ts';
import type { ImportLine, ImportReport } from './report.ts';

export interface ImportDeps extends PlanDeps {
  /** Where people reach the server, without a slash at the end. */
  readonly address: string;
  readonly requestId: string;
  /** false: says what would be done, and does nothing. */
  readonly apply: boolean;
}

/**
 * Takes over what mollymawk has: accounts, tokens, hosts, and the policies that the hosts know. All of it is
 * planned first, and then made in one transaction, so that what is said without doing it is what is done. What
 * is here already stays as it is. Throws `import-refused`, and has done nothing then.
 */
export async function importMollymawk(deps: ImportDeps, store: Store): Promise<ImportReport> {
  await deps.hosts.refresh(); // as another server may have changed them
  const steps = await plan(deps, store);
  const lines = deps.apply ? await carryOut(deps, steps) : steps.map(({ line }) => line);
  const notes = notesOn(store, lines, deps.clock());
  return { applied: deps.apply, lines, notes: [...notes, ...(await takeUpHosts(deps))] };
}

/** All is stored: whatever fails now, the answer has the links, which are nowhere else. */
async function takeUpHosts({ apply, hosts }: ImportDeps): Promise<string[]> {
  if (!apply) return [];
  const note = 'This server does not show the hosts yet: the database did not answer.';
  return await hosts.refresh().then(
    () => [],
    () => [note],
  );
}

async function plan(deps: ImportDeps, store: Store): Promise<readonly Step[]> {
  const { users, configuration } = store;
  const matched = await matchUsers(deps, store);
  const { ids } = matched;
  await expectAdministrator(deps, store, ids);
  const tokens = await planTokens(deps, users, ids);
  const hosts = await planHosts(deps, configuration);
  const taken = users.filter(({ uuid }) => ids.has(uuid)).map(({ name }) => name);
  const sources = hosts.flatMap(({ source }) => source ?? []);
  const policies = await planPolicies(deps, sources, new Set(taken));
  const domains = new Set(policies.flatMap(({ domain }) => domain ?? []));
  const unreadable = (what: StoreFault['what']) =>
    store.faults.filter((fault) => fault.what === what).map(asStep);
  return [
    ...[...planAccounts(deps, matched, domains), ...unreadable('account')],
    ...[...tokens, ...unreadable('token')],
    ...[...hosts.map(({ step }) => step), ...unreadable('host')],
    ...policies.map(({ step }) => step),
  ];
}

const asStep = ({ what, name, why }: StoreFault): Step => noStep({ what, name }, failed(why));

/** Without one nobody could approve, add or resume anything. */
async function expectAdministrator(
  { identity }: ImportDeps,
  { users, faults }: Store,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  if (users.some(({ uuid, active, super_user }) => active && super_user && ids.get(uuid) === uuid))
    return;
  if (await identity.imported.hasAdministrator()) return;
  throw new Problem(
    'import-refused',
    `Neither this server nor the data has an active administrator: make one first, with fulmar admin create.${unreadAmong(faults)}`,
  );
}

/** How many of the accounts that cannot be read are named at most. */
const maxNamed = 10;

/** The administrator may be among those that cannot be read. */
function unreadAmong(faults: Store['faults']): string {
  const unread = faults.filter(({ what }) => what === 'account');
  if (unread.length === 0) return '';
  const named = unread.slice(0, maxNamed).map(({ name, why }) => `${name} (${why})`);
  const more = unread.length > maxNamed ? ` and ${unread.length - maxNamed} more` : '';
  return ` These accounts of the data cannot be read: ${named.join(', ')}${more}.`;
}

async function carryOut(deps: ImportDeps, steps: readonly Step[]): Promise<readonly ImportLine[]> {
  const { database, identity, address, requestId, signal } = deps;
  if (steps.every(({ make }) => !make)) return steps.map(({ line }) => line);
  const passwordHash = await identity.imported.unknownPassword();
  signal.throwIfAborted();
  const lines = await database
    .transaction((em) => makeAll(steps, { em, passwordHash, address, requestId }))
    .catch(explain);
  for (const { made } of steps) made?.();
  return lines;
}

async function makeAll(steps: readonly Step[], making: Making): Promise<readonly ImportLine[]> {
  const lines: ImportLine[] = [];
  for (const { line, make } of steps) {
    const link = await make?.(making);
    lines.push(link ? { ...line, link } : line);
  }
  return lines;
}

function explain(error: unknown): never {
  if (!(error instanceof UniqueConstraintViolationException)) throw error;
  throw new Problem(
    'import-refused',
    'Something of it was made meanwhile by somebody else, as by a sign-up. Nothing was imported: try again.',
    { cause: error },
  );
}

function notesOn({ users }: Store, lines: readonly ImportLine[], now: Date): string[] {
  const count = (each: (user: Store['users'][number]) => number) =>
    users.reduce((sum, user) => sum + each(user), 0);
  const counts: readonly (readonly [number, string])[] = [
    [count(({ tokens }) => tokens.filter((token) => isOver(token, now)).length), 'expired tokens'],
    [count(({ cookies }) => cookies.length), 'sessions'],
    [count((user) => user.unikernel_updates.length), 'records of updates'],
    [count((user) => user.scaling_policies.length), 'scaling policies'],
  ];
  const notes = counts.filter(([number]) => number > 0);
  const pauses = lines.some(({ what, state }) => what === 'host' && state === 'new');
  return [
    ...notes.map(([number, what]) => `Not imported: ${what} (${number}).`),
    ...(pauses
      ? ['With new hosts everything automatic is paused, until an administrator resumes it.']
      : []),
  ];
}
