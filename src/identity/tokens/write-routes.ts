import type { Clock } from '../../base/clock.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import { presentMadeToken, presentToken } from './presenter.ts';
import { handlingProblems, reachProblems } from './reach.ts';
import * as schema from './schema.ts';
import type { Tokens } from './tokens.ts';

const tag = 'Tokens';
const access = 'tokens:write';
const problems = [...handlingProblems, 'token-unknown', 'token-exchanged'] as const;

interface WriteRouteParts {
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** What makes and changes tokens. */
export function writeRoutes({ tokens, clock }: WriteRouteParts): Route[] {
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
      access,
      body: { kind: 'json', schema: schema.createTokenBody },
      answers: { 201: schema.madeToken },
      problems: [...reachProblems, 'limit-reached'],
      showsSecret: true,
      handle: async ({ actor, body }) => {
        return { status: 201, body: presentMadeToken(await tokens.create(actor, body), clock()) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/tokens/:id',
      operationId: 'changeToken',
      tag,
      summary: 'Change a token',
      description: 'An expired one is alive again when its expiry is moved on.',
      access,
      params: schema.tokenParams,
      body: { kind: 'json', schema: schema.changeTokenBody },
      answers: { 200: schema.tokenAnswer },
      problems,
      handle: async ({ actor, params: { id }, body }) => {
        const token = await tokens.change(actor, id, body);
        return { status: 200, body: presentToken(token, clock()) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/tokens/:id',
      operationId: 'revokeToken',
      tag,
      summary: 'Revoke a token',
      access,
      params: schema.tokenParams,
      answers: { 204: null },
      problems,
      handle: async ({ actor, params: { id } }) => {
        await tokens.revoke(actor, id);
        return { status: 204 };
      },
    }),
    ...rotationRoutes({ tokens, clock }),
  ];
}

function rotationRoutes({ tokens, clock }: WriteRouteParts): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/tokens/:id/rotate',
      operationId: 'rotateToken',
      tag,
      summary: 'Give a token a new secret',
      description:
        'The answer shows the new secret, this once. The old one works on for the time of grace, ' +
        'at most as long as the token lives. Ten such secrets are kept; an eleventh ends the oldest.',
      access,
      params: schema.tokenParams,
      body: { kind: 'json', schema: schema.rotateTokenBody, optional: true },
      answers: { 200: schema.madeToken },
      problems,
      showsSecret: true,
      handle: async ({ actor, params: { id }, body = schema.rotateTokenBody.parse({}) }) => {
        const made = await tokens.rotate(actor, id, body.grace);
        return { status: 200, body: presentMadeToken(made, clock()) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/tokens/:id/previous',
      operationId: 'endTokenGrace',
      tag,
      summary: 'End the time of grace of the secrets that were replaced',
      access,
      params: schema.tokenParams,
      answers: { 204: null },
      problems,
      handle: async ({ actor, params: { id } }) => {
        await tokens.endGrace(actor, id);
        return { status: 204 };
      },
    }),
  ];
}
