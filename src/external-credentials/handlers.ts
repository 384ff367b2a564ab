import type { Actor } from '../identity/access/actor.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import type { ExternalCredentials } from './external-credentials.ts';
import { type Owner, wholeServer } from './owner.ts';
import { presentCredential } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'External credentials';

/** Whose credentials a set of handlers is about. */
interface Ownership {
  /** What the operation ids end with. */
  readonly suffix: string;
  /** How the summaries call it. */
  readonly whose: string;
  owner(actor: Actor): Owner;
}

const own: Ownership = {
  suffix: '',
  whose: 'the account’s',
  owner: ({ account }) => account.id,
};

const serverWide: Ownership = {
  suffix: 'OfServer',
  whose: 'the server’s',
  owner: () => wholeServer,
};

export type ExternalCredentialHandlers = ReturnType<typeof externalCredentialHandlers>;

/** For credentials for other services: an account's own, and the server's. */
export function externalCredentialHandlers(credentials: ExternalCredentials) {
  return {
    own: handlersFor(credentials, own),
    ofServer: handlersFor(credentials, serverWide),
  };
}

function handlersFor(credentials: ExternalCredentials, { suffix, whose, owner }: Ownership) {
  const ofService = { tag, params: schema.serviceParams };
  return {
    list: defineHandler({
      operationId: `listExternalCredentials${suffix}`,
      tag,
      summary: `List ${whose} credentials for other services`,
      answers: { 200: schema.credentialList },
      handle: async ({ actor }) => {
        const list = await credentials.list(owner(actor));
        return { status: 200, body: { data: list.map(presentCredential) } };
      },
    }),
    save: defineHandler({
      ...ofService,
      operationId: `saveExternalCredential${suffix}`,
      summary: `Save ${whose} credential for a service`,
      description:
        'Kept encrypted and never shown again. For an account its own one is used before the server’s.',
      body: { kind: 'json', schema: schema.saveCredentialBody, size: 'medium' },
      answers: { 200: schema.credentialAnswer },
      problems: ['limit-reached'],
      handle: async ({ actor, params: { service }, body }) => {
        const saved = await credentials.save(owner(actor), service, body);
        return { status: 200, body: presentCredential(saved) };
      },
    }),
    remove: defineHandler({
      ...ofService,
      operationId: `removeExternalCredential${suffix}`,
      summary: `Remove ${whose} credential for a service`,
      answers: { 204: null },
      problems: ['external-credential-unknown'],
      handle: async ({ actor, params: { service } }) => {
        await credentials.remove(owner(actor), service);
        return { status: 204 };
      },
    }),
    check: defineHandler({
      ...{ tag, params: schema.checkParams },
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
  };
}
