import { defineRoute, type Route } from '../http/route.ts';
import { presentAccount } from './presenter.ts';
import * as schema from './schema.ts';
import type { Users } from './users.ts';

const tag = 'Users';

/** The HTTP surface of what administrators do with accounts. */
export function userRoutes(users: Users): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/users',
      operationId: 'listUsers',
      tag,
      summary: 'List the accounts',
      access: 'admin',
      answers: { 200: schema.accountList },
      handle: async () => {
        const list = await users.list();
        return { status: 200, body: { data: list.map(presentAccount) } };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/users/:id',
      operationId: 'changeUser',
      tag,
      summary: 'Approve, deactivate, promote or demote an account',
      description:
        'A deactivated account’s sessions are closed; its tokens are refused until it is active ' +
        'again. One active administrator always remains.',
      access: 'admin',
      params: schema.idParams,
      body: { kind: 'json', schema: schema.changeUserBody },
      answers: { 200: schema.accountAnswer },
      problems: ['account-unknown', 'last-administrator'],
      handle: async ({ params: { id }, body }) => {
        return { status: 200, body: presentAccount(await users.change(id, body)) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id',
      operationId: 'deleteUser',
      tag,
      summary: 'Delete an account, its sessions and its tokens',
      description:
        'What it runs stays on its hosts. Its name is never given to another, unless it was ' +
        'never approved.',
      access: 'admin',
      params: schema.idParams,
      answers: { 204: null },
      problems: ['account-unknown', 'last-administrator'],
      handle: async ({ params: { id } }) => {
        await users.remove(id);
        return { status: 204 };
      },
    }),
  ];
}
