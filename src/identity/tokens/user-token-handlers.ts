import type { Clock } from '../../base/clock.ts';
import { idField } from '../../http/id-field.ts';
import { defineHandler } from '../access/define-handler.ts';
import { accountParams } from '../accounts/find-account.ts';
import type { Users } from '../accounts/users.ts';
import { presentTokens } from './presenter.ts';
import { handlingProblems } from './reach.ts';
import { accountTokensQuery, revokeQuery, tokenList } from './schema.ts';
import type { Tokens } from './tokens.ts';

const tag = 'Accounts';
const accountTokenParams = accountParams.extend({ token: idField });

export interface UserTokenHandlerDeps {
  readonly users: Users;
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** What administrators do with the tokens of others. */
export function userTokenHandlers({ users, tokens, clock }: UserTokenHandlerDeps) {
  return {
    list: defineHandler({
      operationId: 'listUserTokens',
      tag,
      summary: 'List an account’s tokens',
      params: accountParams,
      query: accountTokensQuery,
      answers: { 200: tokenList },
      problems: ['account-unknown'],
      handle: async ({ params: { account }, query }) => {
        const { id } = await users.get(account);
        return { status: 200, body: presentTokens(await tokens.list(id), query, clock()) };
      },
    }),
    revoke: defineHandler({
      operationId: 'revokeUserToken',
      tag,
      summary: 'Revoke an account’s token',
      description: 'With all that it made, unless that is to stay.',
      params: accountTokenParams,
      query: revokeQuery,
      answers: { 204: null },
      problems: ['account-unknown', 'token-unknown', ...handlingProblems],
      handle: async ({ actor, params: { account, token }, query: { descendants } }) => {
        const { id } = await users.get(account);
        await tokens.revokeOf(actor, id, token, descendants);
        return { status: 204 };
      },
    }),
  };
}
