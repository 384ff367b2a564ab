import { type Access, defineRoute, type Route } from '../http/route.ts';
import type { Actor } from '../identity/access/actor.ts';
import { type ExternalCredentials, type Owner, wholeServer } from './external-credentials.ts';
import { presentCredential } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'External credentials';

/** One set of the same routes: whose credentials it is about. */
interface Surface {
  readonly path: string;
  readonly access: Extract<Access, 'session' | 'admin'>;
  /** What the operation ids end with. */
  readonly suffix: string;
  /** How the summaries call it. */
  readonly whose: string;
  owner(actor: Actor): Owner;
}

const own: Surface = {
  path: '/external-credentials',
  access: 'session',
  suffix: '',
  whose: 'the account’s',
  owner: ({ account }) => account.id,
};

const serverWide: Surface = {
  path: '/server/external-credentials',
  access: 'admin',
  suffix: 'OfServer',
  whose: 'the server’s',
  owner: () => wholeServer,
};

/** The HTTP surface of credentials for other services: an account's own, and the server's. */
export function externalCredentialRoutes(credentials: ExternalCredentials): Route[] {
  return [...surfaceRoutes(credentials, own), ...surfaceRoutes(credentials, serverWide)];
}

function surfaceRoutes(credentials: ExternalCredentials, surface: Surface): Route[] {
  const { path, access, suffix, whose, owner } = surface;
  const ofService = { path: `${path}/:service`, access, tag, params: schema.serviceParams };
  return [
    defineRoute({
      method: 'get',
      path,
      operationId: `listExternalCredentials${suffix}`,
      tag,
      summary: `List ${whose} credentials for other services`,
      access,
      answers: { 200: schema.credentialList },
      handle: async ({ actor }) => {
        const list = await credentials.list(owner(actor));
        return { status: 200, body: { data: list.map(presentCredential) } };
      },
    }),
    defineRoute({
      ...ofService,
      method: 'put',
      operationId: `saveExternalCredential${suffix}`,
      summary: `Save ${whose} credential for a service`,
      description:
        'Kept encrypted and never shown again. For an account its own one is used before the server’s.',
      body: { kind: 'json', schema: schema.saveCredentialBody },
      answers: { 200: schema.credentialAnswer },
      handle: async ({ actor, params: { service }, body: { secret } }) => {
        const saved = await credentials.save(owner(actor), service, secret);
        return { status: 200, body: presentCredential(saved) };
      },
    }),
    defineRoute({
      ...ofService,
      method: 'delete',
      operationId: `removeExternalCredential${suffix}`,
      summary: `Remove ${whose} credential for a service`,
      answers: { 204: null },
      problems: ['external-credential-unknown'],
      handle: async ({ actor, params: { service } }) => {
        await credentials.remove(owner(actor), service);
        return { status: 204 };
      },
    }),
    defineRoute({
      ...ofService,
      method: 'post',
      path: `${path}/:service/check`,
      operationId: `checkExternalCredential${suffix}`,
      summary: `Ask the service about ${whose} credential`,
      description: 'Who it is and what is left of its limit; the answer is kept.',
      answers: { 200: schema.credentialAnswer },
      problems: ['external-credential-unknown', 'service-unreachable'],
      handle: async ({ actor, params: { service }, signal }) => {
        const checked = await credentials.check(owner(actor), service, signal);
        return { status: 200, body: presentCredential(checked) };
      },
    }),
  ];
}
