import { Problem } from '../../base/errors.ts';
import { pageOf } from '../../http/paging.ts';
import { expectWhole } from '../access/access.ts';
import { authorize } from '../access/actor.ts';
import { defineHandler } from '../access/define-handler.ts';
import { commandsFor } from './commands.ts';
import type { TokenHandlerDeps } from './handler-deps.ts';
import { positionOf, presentActor, presentToken, presentTokens } from './presenter.ts';
import { presets } from './presets.ts';
import * as schema from './schema.ts';

const tag = 'Tokens';

/** The handlers that show tokens. */
export function readHandlers(deps: TokenHandlerDeps) {
  return {
    current: currentHandler(deps),
    presets: presetsHandler(),
    ...listHandlers(deps),
    ...detailHandlers(deps),
  };
}

function currentHandler({ clock }: TokenHandlerDeps) {
  return defineHandler({
    operationId: 'getCurrentToken',
    tag,
    summary: 'Show what the presented token is and may do',
    answers: { 200: schema.currentToken },
    problems: ['token-unknown'],
    handle: async ({ actor, quota }) => {
      const body = presentActor(actor, quota, clock());
      if (body) return { status: 200, body };
      throw new Problem('token-unknown', 'The request came with a session, not with a token.');
    },
  });
}

function presetsHandler() {
  return defineHandler({
    operationId: 'listTokenPresets',
    tag,
    summary: 'List scopes that go together, to choose from',
    answers: { 200: schema.presetList },
    handle: async () => ({ status: 200, body: { data: [...presets] } }),
  });
}

function listHandlers({ tokens, clock }: TokenHandlerDeps) {
  return {
    list: defineHandler({
      operationId: 'listTokens',
      tag,
      summary: 'List the account’s tokens',
      query: schema.tokensQuery,
      answers: { 200: schema.tokenList },
      problems: ['host-not-allowed', 'name-not-allowed'],
      handle: async ({ actor, query }) => {
        const now = clock();
        if (query.account === '*') {
          authorize(actor, 'admin');
          expectWhole(actor);
          const all = await tokens.listEverybodys();
          const { data, next } = pageOf(all, ({ token }) => positionOf(token), query);
          const shown = data.map(({ token, account }) => ({
            ...presentToken(token, now),
            account,
          }));
          return { status: 200, body: { data: shown, next } };
        }
        const own = await tokens.list(actor.account.id);
        return { status: 200, body: presentTokens(own, query, now) };
      },
    }),
    get: defineHandler({
      operationId: 'getToken',
      tag,
      summary: 'Show a token',
      params: schema.tokenParams,
      answers: { 200: schema.tokenAnswer },
      problems: ['token-unknown'],
      handle: async ({ actor, params: { id } }) => {
        const token = await tokens.get(actor.account.id, id);
        return { status: 200, body: presentToken(token, clock()) };
      },
    }),
  };
}

function detailHandlers({ tokens }: TokenHandlerDeps) {
  return {
    uses: defineHandler({
      operationId: 'listTokenUses',
      tag,
      summary: 'Count a token’s uses by day',
      description: 'The last 90 days in UTC, today the last.',
      params: schema.tokenParams,
      answers: { 200: schema.dayList },
      problems: ['token-unknown'],
      handle: async ({ actor, params: { id } }) => {
        return { status: 200, body: { data: await tokens.uses(actor.account.id, id) } };
      },
    }),
    commands: defineHandler({
      operationId: 'listTokenCommands',
      tag,
      summary: 'Show how a token is used',
      description:
        'Ready to be copied. In place of the secret they have `$FULMAR_TOKEN`, and `fmr_…` where ' +
        'that is set.',
      params: schema.tokenParams,
      answers: { 200: schema.commandList },
      problems: ['token-unknown'],
      handle: async ({ actor, params: { id }, serverAddress }) => {
        const token = await tokens.get(actor.account.id, id);
        return { status: 200, body: { data: commandsFor(token, serverAddress()) } };
      },
    }),
  };
}
