import { defineHandler } from '../access/define-handler.ts';
import type { TokenHandlerDeps } from './handler-deps.ts';
import { presentMadeToken, presentToken } from './presenter.ts';
import { handlingProblems, reachProblems } from './reach.ts';
import * as schema from './schema.ts';

const tag = 'Tokens';
const problems = [...handlingProblems, 'token-unknown', 'token-exchanged'] as const;

/** The handlers that make and change tokens. */
export function writeHandlers({ tokens, clock, missingHosts }: TokenHandlerDeps) {
  return {
    create: defineHandler({
      operationId: 'createToken',
      tag,
      summary: 'Make a token',
      description:
        'The answer shows the secret, this once. A token makes only tokens that may do no more, ' +
        'reach no further and live no longer than itself, and whose requests count towards its own limit.',
      body: { kind: 'json', schema: schema.createTokenBody, size: 'medium' },
      answers: { 201: schema.createdToken },
      problems: [...reachProblems, 'limit-reached'],
      showsSecret: true,
      handle: async ({ actor, body }) => {
        const made = await tokens.create(actor, body);
        const warnings = (await missingHosts(actor, body.hosts ?? [])).map(warnOfHost);
        return { status: 201, body: { ...presentMadeToken(made, clock()), warnings } };
      },
    }),
    change: defineHandler({
      operationId: 'changeToken',
      tag,
      summary: 'Change a token',
      description: 'An expired one is alive again when its expiry is moved on.',
      params: schema.tokenParams,
      body: { kind: 'json', schema: schema.changeTokenBody, size: 'medium' },
      answers: { 200: schema.tokenAnswer },
      problems,
      handle: async ({ actor, params: { id }, body }) => {
        const token = await tokens.change(actor, id, body);
        return { status: 200, body: presentToken(token, clock()) };
      },
    }),
    revoke: defineHandler({
      operationId: 'revokeToken',
      tag,
      summary: 'Revoke a token',
      description: 'With all that it made, unless that is to stay.',
      params: schema.tokenParams,
      query: schema.revokeQuery,
      answers: { 204: null },
      problems,
      handle: async ({ actor, params: { id }, query: { descendants } }) => {
        await tokens.revoke(actor, id, descendants);
        return { status: 204 };
      },
    }),
    ...rotationHandlers({ tokens, clock }),
  };
}

/** The host may still be added, or a policy given. */
const warnOfHost = (host: string) =>
  `There is no host ${host} that this account can use: the token reaches nothing there.`;

function rotationHandlers({ tokens, clock }: Pick<TokenHandlerDeps, 'tokens' | 'clock'>) {
  return {
    rotate: defineHandler({
      operationId: 'rotateToken',
      tag,
      summary: 'Give a token a new secret',
      description:
        'The answer shows the new secret, this once. The old one works on for the time of grace, ' +
        'at most as long as the token lives. Ten such secrets are kept; an eleventh ends the oldest.',
      params: schema.tokenParams,
      body: { kind: 'json', schema: schema.rotateTokenBody, optional: true },
      answers: { 200: schema.madeToken },
      problems: [...problems, 'limit-reached', 'session-only'],
      showsSecret: true,
      handle: async ({ actor, params: { id }, body = schema.rotateTokenBody.parse({}) }) => {
        const made = await tokens.rotate(actor, id, body.grace);
        return { status: 200, body: presentMadeToken(made, clock()) };
      },
    }),
    endGrace: defineHandler({
      operationId: 'endTokenGrace',
      tag,
      summary: 'End the time of grace of the secrets that were replaced',
      params: schema.tokenParams,
      answers: { 204: null },
      problems,
      handle: async ({ actor, params: { id } }) => {
        await tokens.endGrace(actor, id);
        return { status: 204 };
      },
    }),
  };
}
