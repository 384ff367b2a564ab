import { defineHandler } from '../access/define-handler.ts';
import { reachProblems } from '../tokens/reach.ts';
import type { Issuers } from './issuers/issuers.ts';
import { presentTrust } from './presenter.ts';
import * as schema from './schema.ts';
import type { Trusts } from './trusts.ts';

const tag = 'Trusts';

export interface TrustHandlerDeps {
  readonly trusts: Trusts;
  readonly issuers: Issuers;
}

/** All handlers of trusts. */
export function trustHandlers(deps: TrustHandlerDeps) {
  return { ...readHandlers(deps), ...writeHandlers(deps) };
}

function readHandlers({ trusts, issuers }: TrustHandlerDeps) {
  return {
    list: defineHandler({
      operationId: 'listTrusts',
      tag,
      summary: 'List the account’s trusts',
      answers: { 200: schema.trustList },
      handle: async ({ actor }) => {
        const allowed = await issuers.names();
        const list = await trusts.list(actor.account.id);
        return { status: 200, body: { data: list.map((trust) => presentTrust(trust, allowed)) } };
      },
    }),
    get: defineHandler({
      operationId: 'getTrust',
      tag,
      summary: 'Show a trust',
      params: schema.trustParams,
      answers: { 200: schema.trustAnswer },
      problems: ['trust-unknown'],
      handle: async ({ actor, params: { id } }) => {
        const trust = await trusts.get(actor.account.id, id);
        return { status: 200, body: presentTrust(trust, await issuers.names()) };
      },
    }),
  };
}

function writeHandlers({ trusts, issuers }: TrustHandlerDeps) {
  return {
    create: defineHandler({
      operationId: 'createTrust',
      tag,
      summary: 'Trust an issuer',
      description:
        'Anyone who presents an identity token from the issuer, for this audience, gets a token ' +
        'that lasts 15 minutes ' +
        'and may do what the first rule matching its claims allows. No rule gives more than its maker has.',
      body: { kind: 'json', schema: schema.createTrustBody, size: 'large' },
      answers: { 201: schema.trustAnswer },
      problems: [...reachProblems, 'issuer-not-allowed', 'limit-reached'],
      handle: async ({ actor, body }) => {
        const trust = await trusts.create(actor, body);
        return { status: 201, body: presentTrust(trust, await issuers.names()) };
      },
    }),
    change: defineHandler({
      operationId: 'changeTrust',
      tag,
      summary: 'Change a trust',
      description: 'The tokens that it gave end at once.',
      params: schema.trustParams,
      body: { kind: 'json', schema: schema.changeTrustBody, size: 'large' },
      answers: { 200: schema.trustAnswer },
      problems: [...reachProblems, 'issuer-not-allowed', 'trust-unknown', 'limit-reached'],
      handle: async ({ actor, params: { id }, body }) => {
        const trust = await trusts.change(actor, id, body);
        return { status: 200, body: presentTrust(trust, await issuers.names()) };
      },
    }),
    remove: defineHandler({
      operationId: 'removeTrust',
      tag,
      summary: 'Remove a trust',
      description: 'The tokens that it gave end at once.',
      params: schema.trustParams,
      answers: { 204: null },
      problems: [...reachProblems, 'trust-unknown'],
      handle: async ({ actor, params: { id } }) => {
        await trusts.remove(actor, id);
        return { status: 204 };
      },
    }),
  };
}
