import { defineHandler } from '../../access/define-handler.ts';
import type { Issuers } from './issuers.ts';
import { presentIssuer } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Trusts';

/** The issuers that administrators allow. */
export function issuerHandlers(issuers: Issuers) {
  return {
    list: defineHandler({
      operationId: 'listIssuers',
      tag,
      summary: 'List the issuers that accounts may trust',
      answers: { 200: schema.issuerList },
      handle: async () => {
        const list = await issuers.list();
        return { status: 200, body: { data: list.map(presentIssuer) } };
      },
    }),
    allow: defineHandler({
      operationId: 'allowIssuer',
      tag,
      summary: 'Allow an issuer',
      description:
        'At first no issuer is allowed, and only allowed ones are ever contacted. Its metadata ' +
        'is fetched before ' +
        'it is stored. An issuer that accounts already trust can only be allowed by a person who is signed in.',
      body: { kind: 'json', schema: schema.allowIssuerBody },
      answers: { 201: schema.issuerAnswer },
      problems: ['name-taken', 'session-only', 'issuer-unreachable'],
      handle: async ({ actor, body }) => {
        return { status: 201, body: presentIssuer(await issuers.allow(actor, body)) };
      },
    }),
    remove: defineHandler({
      operationId: 'removeIssuer',
      tag,
      summary: 'Allow an issuer no longer',
      description:
        'The tokens that were given for it end at once; the trusts stay, without effect.',
      params: schema.issuerParams,
      answers: { 204: null },
      problems: ['issuer-unknown'],
      handle: async ({ params: { id } }) => {
        await issuers.remove(id);
        return { status: 204 };
      },
    }),
  };
}
