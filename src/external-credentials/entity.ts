import { defineEntity, p } from '@mikro-orm/core';
import type { RegistryName } from '../outgoing/registry-name.ts';

/** The services that have a name of their own here. */
export const namedServices = ['github', 'docker-hub'] as const;

export type NamedService = (typeof namedServices)[number];

/** A service that a credential is kept for: one of those, or a registry by its host, as `registry.example.org:5000`. */
export type ExternalService = NamedService | RegistryName;

/** Whether a service is one of those. */
export const isNamed = (service: ExternalService): service is NamedService =>
  namedServices.some((each) => each === service);

/** What a service said of a credential when it was last asked. */
export interface Finding {
  /** RFC 3339. */
  readonly at: string;
  /** Whether the service takes it. */
  readonly accepted: boolean;
  /** Whose it is; null: the service does not say. */
  readonly identity: string | null;
  /** How many requests (of Docker Hub: pulls) a window has; null: no limit, or none was told. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Seconds. */
  readonly window: number | null;
  /** RFC 3339; null: it was not told. */
  readonly resetsAt: string | null;
  /** Why it is not accepted, or what is peculiar; null: nothing. */
  readonly detail: string | null;
}

/** A credential for another service, of one account or of the whole server. */
const ExternalCredentialSchema = defineEntity({
  name: 'ExternalCredential',
  tableName: 'external_credentials',
  uniques: [{ properties: ['owner', 'service'] }],
  properties: {
    id: p.uuid().primary(),
    /** An account's id, or `server`. */
    owner: p.string(),
    service: p.string().$type<ExternalService>(),
    /** Sealed in the context `external-credential/ID`. */
    sealedSecret: p.text(),
    /** The host of the token service that may see it beside the registry itself; null: none. */
    tokenService: p.string().nullable(),
    /** null: not asked since it was saved. */
    finding: p.json().$type<Finding>().nullable(),
    savedAt: p.datetime(),
  },
});

export class ExternalCredential extends ExternalCredentialSchema.class {}
ExternalCredentialSchema.setClass(ExternalCredential);
