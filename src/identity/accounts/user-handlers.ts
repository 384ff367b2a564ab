import { Problem } from '../../base/errors.ts';
import { defineHandler } from '../access/define-handler.ts';
import { type HandleOrphans, orphansOf } from './orphans.ts';
import { presentAccount, presentOrphans } from './presenter.ts';
import * as schema from './schema.ts';
import type { Users } from './users.ts';

const tag = 'Users';

export type UserHandlers = ReturnType<typeof userHandlers>;

/** What administrators do with accounts. */
export function userHandlers(users: Users, handleOrphans: HandleOrphans) {
  return {
    list: defineHandler({
      operationId: 'listUsers',
      tag,
      summary: 'List the accounts',
      answers: { 200: schema.accountList },
      handle: async () => {
        const list = await users.list();
        return { status: 200, body: { data: list.map(presentAccount) } };
      },
    }),
    change: defineHandler({
      operationId: 'changeUser',
      tag,
      summary: 'Approve, deactivate, promote or demote an account',
      description:
        'A deactivated account’s sessions are closed; its tokens are refused until it is active ' +
        'again. Its unikernels are listed, and run on unless `destroy` is true. One active ' +
        'administrator always remains. To promote or demote one, or to make one active again, takes ' +
        'a session.',
      params: schema.idParams,
      query: schema.destroyQuery,
      body: { kind: 'json', schema: schema.changeUserBody },
      answers: { 200: schema.changedUserAnswer },
      problems: ['session-only', 'account-unknown', 'last-administrator'],
      handle: async ({ actor, requestId, params: { id }, query: { destroy }, body }) => {
        if (destroy && body.active !== false) throw needless();
        const account = await users.change(actor, id, body);
        if (body.active !== false) return { status: 200, body: presentAccount(account) };
        const left = await orphansOf(account, handleOrphans, { actor, requestId, destroy });
        const leftovers = presentOrphans(left);
        return { status: 200, body: { ...presentAccount(account), leftovers } };
      },
    }),
    remove: defineHandler({
      operationId: 'deleteUser',
      tag,
      summary: 'Delete an account, its sessions and its tokens',
      description:
        'Its unikernels are listed, and run on unless `destroy` is true; its volumes stay. An ' +
        'administrator still reaches both with `?account=NAME`. Its name is never given to ' +
        'another, unless it was never approved.',
      params: schema.idParams,
      query: schema.destroyQuery,
      answers: { 200: schema.leftoversAnswer },
      problems: ['account-unknown', 'last-administrator'],
      handle: async ({ actor, requestId, params: { id }, query: { destroy } }) => {
        const account = await users.remove(id);
        const left = await orphansOf(account, handleOrphans, { actor, requestId, destroy });
        return { status: 200, body: presentOrphans(left) };
      },
    }),
  };
}

function needless(): Problem {
  const message = 'goes with "active": false only';
  const errors = [{ path: 'destroy', message }];
  return new Problem('invalid-query', `The query’s destroy ${message}.`, { errors });
}
