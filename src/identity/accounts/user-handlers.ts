import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { defineHandler } from '../access/define-handler.ts';
import { accountParams } from './find-account.ts';
import type { FindOnHosts, Holdings, OnHosts } from './holdings.ts';
import { type NoteOrphans, noteOrphans } from './orphans.ts';
import { presentAccount, presentHoldings, presentOrphans } from './presenter.ts';
import * as schema from './schema.ts';
import { selectAccounts } from './select-accounts.ts';
import type { Users } from './users.ts';
import { mayHaveOnHosts } from './waiting.ts';

const tag = 'Accounts';

export interface UserHandlerDeps {
  readonly users: Users;
  readonly holdings: Holdings;
  readonly orphans: NoteOrphans;
  readonly findOnHosts: FindOnHosts;
}

/** What administrators do with accounts. */
export function userHandlers({ users, holdings, orphans, findOnHosts }: UserHandlerDeps) {
  return {
    list: defineHandler({
      operationId: 'listUsers',
      tag,
      summary: 'List the accounts, by name',
      query: schema.accountsQuery,
      answers: { 200: schema.accountList },
      handle: async ({ query }) => {
        const { data, next } = selectAccounts(await users.list(), query);
        return { status: 200, body: { data: data.map(presentAccount), next } };
      },
    }),
    get: defineHandler({
      operationId: 'getUser',
      tag,
      summary: 'Show an account',
      params: accountParams,
      answers: { 200: schema.accountAnswer },
      problems: ['account-unknown'],
      handle: async ({ params: { account } }) => {
        return { status: 200, body: presentAccount(await users.get(account)) };
      },
    }),
    holdings: defineHandler({
      operationId: 'listUserHoldings',
      tag,
      summary: 'Show what an account has, and so what would become of it',
      description:
        'Everything in `counts` ends with the account. Anything on a host, or a host in `errors`, keeps it from being ' +
        'deleted, unless `destroy` is true: then its unikernels are destroyed, and its volumes stay.',
      params: accountParams,
      answers: { 200: schema.holdingsAnswer },
      problems: ['account-unknown'],
      handle: async ({ actor, params, signal }) => {
        const account = await users.get(params.account);
        const onHosts = mayHaveOnHosts(account)
          ? await findOnHosts(account.name, { actor, signal })
          : nothing;
        const counts = await holdings.of(account);
        return { status: 200, body: presentHoldings(counts, onHosts) };
      },
    }),
    change: defineHandler({
      operationId: 'changeUser',
      tag,
      summary: 'Approve, suspend, resume, promote or demote an account',
      description:
        'A suspended account’s sessions are closed; signing in, its tokens and the identity tokens that ' +
        'it trusts are refused, with the reason, until it is active again. Its unikernels are listed, ' +
        'and run on unless `destroy` is true; they are neither kept running nor checked. One active ' +
        'administrator always remains. To promote or demote one, or to make one active again, takes ' +
        'a session.',
      params: accountParams,
      query: schema.destroyQuery,
      body: { kind: 'json', schema: schema.changeUserBody },
      answers: { 200: schema.changedUserAnswer },
      problems: ['session-only', 'account-unknown', 'last-administrator'],
      handle: async ({ actor, requestId, params, query: { destroy }, body }) => {
        if (destroy && body.active !== false) throw needless();
        const { account, needsPassword } = await users.change(actor, params.account, body);
        if (body.active !== false) {
          const needed = needsPassword && { needsPassword };
          return { status: 200, body: { ...presentAccount(account), ...needed } };
        }
        const handle = await noteOrphans(account, orphans);
        const left = await handle({ actor, requestId, destroy, ends: destroy });
        const leftovers = presentOrphans(left);
        return { status: 200, body: { ...presentAccount(account), leftovers } };
      },
    }),
    remove: defineHandler({
      operationId: 'deleteUser',
      tag,
      summary: 'Delete an account, its sessions and its tokens',
      description:
        'Refused with `account-in-use` if anything of it is known on a host, or if a host on which it has a ' +
        'policy does not answer, unless `destroy` is true: then its unikernels are destroyed, those on hosts ' +
        'that do not answer keep running, and its volumes stay. An ' +
        'administrator still reaches what is left with `?account=NAME`. Its name is never given to ' +
        'another, unless it signed up here and was never approved.',
      params: accountParams,
      query: schema.destroyQuery,
      answers: { 200: schema.leftoversAnswer },
      problems: ['account-unknown', 'account-in-use', 'last-administrator'],
      handle: async ({ actor, requestId, params, query: { destroy }, signal }) => {
        const known = await users.get(params.account);
        if (mayHaveOnHosts(known) && !destroy) {
          expectNothing(known.name, await findOnHosts(known.name, { actor, signal }));
        }
        const handle = await noteOrphans(known, orphans);
        await users.remove(params.account);
        const left = await handle({ actor, requestId, destroy, ends: true });
        return { status: 200, body: presentOrphans(left) };
      },
    }),
  };
}

const nothing: OnHosts = { unikernels: [], volumes: [], errors: [] };

/** What an account has on hosts ends with it only where that is asked for. */
function expectNothing(name: Label, { unikernels, volumes, errors }: OnHosts): void {
  if (unikernels.length + volumes.length + errors.length === 0) return;
  const silent = errors.map(({ host }) => host).join(', ');
  const known = [...counted(unikernels.length, 'unikernel'), ...counted(volumes.length, 'volume')];
  const sentences = [
    known.length > 0 && `${name} still has ${known.join(' and ')}.`,
    silent && `What ${name} has on ${silent} is not known, as there is no answer from there.`,
    'With `destroy=true` it is deleted all the same: its unikernels are destroyed where hosts answer, and its ' +
      'volumes stay.',
  ];
  throw new Problem('account-in-use', sentences.filter((each) => each).join(' '));
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
}

function needless(): Problem {
  const message = 'goes with "active": false only';
  const errors = [{ path: 'destroy', message }];
  return new Problem('invalid-query', `The query’s destroy ${message}.`, { errors });
}
