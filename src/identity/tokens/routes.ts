import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import { commandsFor } from './commands.ts';
import { presentActor, presentToken } from './presenter.ts';
import { presets } from './presets.ts';
import * as schema from './schema.ts';
import type { Tokens } from './tokens.ts';
import { writeRoutes } from './write-routes.ts';

const tag = 'Tokens';

export interface TokenRouteParts {
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** The HTTP surface of tokens. */
export function tokenRoutes(parts: TokenRouteParts): Route[] {
  return [
    currentRoute(parts),
    presetsRoute(),
    ...readRoutes(parts),
    ...detailRoutes(parts),
    ...writeRoutes(parts),
  ];
}

function currentRoute({ clock }: TokenRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/tokens/current',
    operationId: 'getCurrentToken',
    tag,
    summary: 'Show what the presented token is and may do',
    access: 'credential',
    answers: { 200: schema.currentToken },
    problems: ['token-unknown'],
    handle: async ({ actor, quota }) => {
      const body = presentActor(actor, quota, clock());
      if (body) return { status: 200, body };
      throw new Problem('token-unknown', 'The request came with a session, not with a token.');
    },
  });
}

function presetsRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/tokens/presets',
    operationId: 'listTokenPresets',
    tag,
    summary: 'List scopes that go together, to choose from',
    access: 'credential',
    answers: { 200: schema.presetList },
    handle: async () => ({ status: 200, body: { data: [...presets] } }),
  });
}

function readRoutes({ tokens, clock }: TokenRouteParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/tokens',
      operationId: 'listTokens',
      tag,
      summary: 'List the account’s tokens',
      access: 'tokens:read',
      answers: { 200: schema.tokenList },
      handle: async ({ actor }) => {
        const list = await tokens.list(actor.account.id);
        const now = clock();
        return { status: 200, body: { data: list.map((token) => presentToken(token, now)) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/tokens/:id',
      operationId: 'getToken',
      tag,
      summary: 'Show a token',
      access: 'tokens:read',
      params: schema.tokenParams,
      answers: { 200: schema.tokenAnswer },
      problems: ['token-unknown'],
      handle: async ({ actor, params: { id } }) => {
        const token = await tokens.get(actor.account.id, id);
        return { status: 200, body: presentToken(token, clock()) };
      },
    }),
  ];
}

function detailRoutes({ tokens }: TokenRouteParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/tokens/:id/uses',
      operationId: 'listTokenUses',
      tag,
      summary: 'Count a token’s uses by day',
      description: 'The last 90 days in UTC, today the last.',
      access: 'tokens:read',
      params: schema.tokenParams,
      answers: { 200: schema.dayList },
      problems: ['token-unknown'],
      handle: async ({ actor, params: { id } }) => {
        return { status: 200, body: { data: await tokens.uses(actor.account.id, id) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/tokens/:id/commands',
      operationId: 'listTokenCommands',
      tag,
      summary: 'Show how a token is used',
      description:
        'Ready to be copied. In place of the secret they have `$FULMAR_TOKEN`, and `fmr_…` where ' +
        'that is set.',
      access: 'tokens:read',
      params: schema.tokenParams,
      answers: { 200: schema.commandList },
      problems: ['token-unknown', 'malformed-request'],
      handle: async ({ actor, params: { id }, origin }) => {
        const token = await tokens.get(actor.account.id, id);
        return { status: 200, body: { data: commandsFor(token, origin()) } };
      },
    }),
  ];
}
