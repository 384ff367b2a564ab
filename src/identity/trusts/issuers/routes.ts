import { defineRoute, type Route } from '../../../http/route.ts';
import type { Issuers } from './issuers.ts';
import { presentIssuer } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Trusts';

/** The HTTP surface of the issuers that administrators allow. */
export function issuerRoutes(issuers: Issuers): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/issuers',
      operationId: 'listIssuers',
      tag,
      summary: 'List the issuers that accounts may trust',
      access: 'tokens:read',
      answers: { 200: schema.issuerList },
      handle: async () => {
        const list = await issuers.list();
        return { status: 200, body: { data: list.map(presentIssuer) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/issuers',
      operationId: 'allowIssuer',
      tag,
      summary: 'Allow an issuer',
      description:
        'At first none is allowed, and none but those that are is ever contacted. It is asked for ' +
        'its metadata before it is stored. One that accounts trust in already is allowed by a person.',
      access: 'admin',
      body: { kind: 'json', schema: schema.allowIssuerBody },
      answers: { 201: schema.issuerAnswer },
      problems: ['name-taken', 'session-only', 'issuer-unreachable'],
      handle: async ({ actor, body }) => {
        return { status: 201, body: presentIssuer(await issuers.allow(actor, body)) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/issuers/:id',
      operationId: 'removeIssuer',
      tag,
      summary: 'Allow an issuer no longer',
      description:
        'The tokens that were given for it end at once; the trusts stay, without effect.',
      access: 'admin',
      params: schema.issuerParams,
      answers: { 204: null },
      problems: ['issuer-unknown'],
      handle: async ({ params: { id } }) => {
        await issuers.remove(id);
        return { status: 204 };
      },
    }),
  ];
}
