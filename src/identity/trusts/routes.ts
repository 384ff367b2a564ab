import type { Clock } from '../../base/clock.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import type { BadCredentials } from '../../limits/bad-credentials.ts';
import { reachProblems } from '../tokens/reach.ts';
import type { Exchange } from './exchange.ts';
import type { Issuers } from './issuers/issuers.ts';
import { issuerRoutes } from './issuers/routes.ts';
import { presentExchanged, presentTrust } from './presenter.ts';
import * as schema from './schema.ts';
import type { Trusts } from './trusts.ts';

const tag = 'Trusts';

export interface TrustRouteParts {
  readonly trusts: Trusts;
  readonly issuers: Issuers;
  readonly exchange: Exchange;
  readonly bad: BadCredentials;
  readonly clock: Clock;
}

/** The HTTP surface of trusts, of the issuers that are allowed, and of the exchange. */
export function trustRoutes(parts: TrustRouteParts): Route[] {
  return [
    ...readRoutes(parts),
    ...writeRoutes(parts),
    exchangeRoute(parts),
    ...issuerRoutes(parts.issuers),
  ];
}

function readRoutes({ trusts, issuers }: TrustRouteParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/trusts',
      operationId: 'listTrusts',
      tag,
      summary: 'List the account’s trusts',
      access: 'tokens:read',
      answers: { 200: schema.trustList },
      handle: async ({ actor }) => {
        const allowed = await issuers.names();
        const list = await trusts.list(actor.account.id);
        return { status: 200, body: { data: list.map((trust) => presentTrust(trust, allowed)) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/trusts/:id',
      operationId: 'getTrust',
      tag,
      summary: 'Show a trust',
      access: 'tokens:read',
      params: schema.trustParams,
      answers: { 200: schema.trustAnswer },
      problems: ['trust-unknown'],
      handle: async ({ actor, params: { id } }) => {
        const trust = await trusts.get(actor.account.id, id);
        return { status: 200, body: presentTrust(trust, await issuers.names()) };
      },
    }),
  ];
}

function writeRoutes({ trusts, issuers }: TrustRouteParts): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/trusts',
      operationId: 'createTrust',
      tag,
      summary: 'Trust an issuer',
      description:
        'Who shows an identity token of the issuer, for this audience, gets a token of 15 minutes ' +
        'with what the first rule allows that fits its claims. No rule gives more than its maker has.',
      access: 'tokens:write',
      body: { kind: 'json', schema: schema.createTrustBody },
      answers: { 201: schema.trustAnswer },
      problems: [...reachProblems, 'issuer-not-allowed', 'limit-reached'],
      handle: async ({ actor, body }) => {
        const trust = await trusts.create(actor, body);
        return { status: 201, body: presentTrust(trust, await issuers.names()) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/trusts/:id',
      operationId: 'changeTrust',
      tag,
      summary: 'Change a trust',
      description: 'The tokens that it gave end at once.',
      access: 'tokens:write',
      params: schema.trustParams,
      body: { kind: 'json', schema: schema.changeTrustBody },
      answers: { 200: schema.trustAnswer },
      problems: [...reachProblems, 'issuer-not-allowed', 'trust-unknown'],
      handle: async ({ actor, params: { id }, body }) => {
        const trust = await trusts.change(actor, id, body);
        return { status: 200, body: presentTrust(trust, await issuers.names()) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/trusts/:id',
      operationId: 'removeTrust',
      tag,
      summary: 'Remove a trust',
      description: 'The tokens that it gave end at once.',
      access: 'tokens:write',
      params: schema.trustParams,
      answers: { 204: null },
      problems: [...reachProblems, 'trust-unknown'],
      handle: async ({ actor, params: { id } }) => {
        await trusts.remove(actor, id);
        return { status: 204 };
      },
    }),
  ];
}

function exchangeRoute({ exchange, bad, clock }: TrustRouteParts): Route {
  return defineRoute({
    method: 'post',
    path: '/tokens/exchange',
    operationId: 'exchangeToken',
    tag: 'Tokens',
    summary: 'Exchange an identity token for a token of 15 minutes',
    description:
      'For jobs that hold no secret: the account has to trust in the issuer (`POST /trusts`). An ' +
      'identity token is exchanged once. The token is listed and can be revoked as any other, but ' +
      'not changed.',
    access: 'anybody',
    body: { kind: 'json', schema: schema.exchangeBody },
    answers: { 201: schema.exchangedToken },
    problems: [
      'identity-token-invalid',
      'issuer-not-allowed',
      'exchange-refused',
      'limit-reached',
      'issuer-unreachable',
      'too-many-requests',
    ],
    showsSecret: true,
    handle: async ({ body: { token, account }, address, note }) => {
      const exchanged = await bad.judge(address, [401, 403], () =>
        exchange.exchange(token, account, (found) => note({ account: found })),
      );
      note({ object: `tokens/${exchanged.token.id}` });
      return { status: 201, body: presentExchanged(exchanged, clock()) };
    },
  });
}
