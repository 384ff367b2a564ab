import { defineRoute, type Route } from '../http/route.ts';
import { presentToken } from '../tokens/presenter.ts';
import { tokenList } from '../tokens/schema.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { presentAccount } from './presenter.ts';
import * as schema from './schema.ts';
import type { Users } from './users.ts';

const tag = 'Users';

/** The HTTP surface of what administrators do with accounts and their tokens. */
export function userRoutes(users: Users, tokens: Tokens): Route[] {
  return [...accountsOf(users), ...tokensOf(users, tokens)];
}

function accountsOf(users: Users): Route[] {
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

function tokensOf(users: Users, tokens: Tokens): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/users/:id/tokens',
      operationId: 'listUserTokens',
      tag,
      summary: 'List an account’s tokens',
      access: 'admin',
      params: schema.idParams,
      answers: { 200: tokenList },
      problems: ['account-unknown'],
      handle: async ({ params: { id } }) => {
        await users.get(id);
        const list = await tokens.list(id);
        return { status: 200, body: { data: list.map(presentToken) } };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/tokens/:token',
      operationId: 'revokeUserToken',
      tag,
      summary: 'Revoke an account’s token',
      access: 'admin',
      params: schema.userTokenParams,
      answers: { 204: null },
      problems: ['token-unknown'],
      handle: async ({ params: { id, token } }) => {
        await tokens.revokeOf(id, token);
        return { status: 204 };
      },
    }),
  ];
}
