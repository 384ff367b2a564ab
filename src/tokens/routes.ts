import { Problem } from '../errors.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { presentCurrentToken, presentMadeToken, presentToken } from './presenter.ts';
import * as schema from './schema.ts';
import type { Tokens } from './tokens.ts';

const tag = 'Tokens';
const reachProblems = [
  'scope-missing',
  'admin-only',
  'host-not-allowed',
  'name-not-allowed',
  'expiry-not-allowed',
] as const;

/** The HTTP surface of tokens. */
export function tokenRoutes(tokens: Tokens): Route[] {
  return [currentRoute(), ...readRoutes(tokens), ...writeRoutes(tokens)];
}

function currentRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/tokens/current',
    operationId: 'getCurrentToken',
    tag,
    summary: 'Show what the presented token is and may do',
    access: 'credential',
    answers: { 200: schema.currentToken },
    problems: ['token-unknown'],
    handle: async ({ actor: { account, credential } }) => {
      if (credential.kind === 'token') {
        return { status: 200, body: presentCurrentToken(account, credential) };
      }
      throw new Problem('token-unknown', 'The request came with a session, not with a token.');
    },
  });
}

function readRoutes(tokens: Tokens): Route[] {
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
        return { status: 200, body: { data: list.map(presentToken) } };
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
        return { status: 200, body: presentToken(await tokens.get(actor.account.id, id)) };
      },
    }),
  ];
}

function writeRoutes(tokens: Tokens): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/tokens',
      operationId: 'createToken',
      tag,
      summary: 'Make a token',
      description:
        'The answer shows the secret, this once. A token makes only tokens that may do no more, ' +
        'reach no further and live no longer than itself.',
      access: 'tokens:write',
      body: { kind: 'json', schema: schema.createTokenBody },
      answers: { 201: schema.madeToken },
      problems: [...reachProblems, 'limit-reached'],
      showsSecret: true,
      handle: async ({ actor, body }) => {
        return { status: 201, body: presentMadeToken(await tokens.create(actor, body)) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/tokens/:id',
      operationId: 'changeToken',
      tag,
      summary: 'Change a token',
      description: 'An expired one is alive again when its expiry is moved on.',
      access: 'tokens:write',
      params: schema.tokenParams,
      body: { kind: 'json', schema: schema.changeTokenBody },
      answers: { 200: schema.tokenAnswer },
      problems: [...reachProblems, 'token-unknown'],
      handle: async ({ actor, params: { id }, body }) => {
        return { status: 200, body: presentToken(await tokens.change(actor, id, body)) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/tokens/:id',
      operationId: 'revokeToken',
      tag,
      summary: 'Revoke a token',
      access: 'tokens:write',
      params: schema.tokenParams,
      answers: { 204: null },
      problems: [...reachProblems, 'token-unknown'],
      handle: async ({ actor, params: { id } }) => {
        await tokens.revoke(actor, id);
        return { status: 204 };
      },
    }),
  ];
}
