import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { type Actor, authorize } from '../access/actor.ts';
import { type HostCredentials, parseCredentials } from '../albatross/certificates/credentials.ts';
import { CredentialsError } from '../albatross/errors.ts';
import type { Label } from '../albatross/names.ts';
import type { Database } from '../database/database.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { Problem } from '../errors.ts';
import { StoredPolicy } from '../policies/entity.ts';
import type { HostSurroundings } from './connection/connected-host.ts';
import { Gates } from './connection/domains/gates.ts';
import type { HostRegistry } from './connection/host-registry.ts';
import { privateKeyOf, sealContext } from './connection/host-settings.ts';
import type { ManagedHost } from './connection/managed-host.ts';
import { StoredHost } from './entity.ts';
import { tryHost } from './try-host.ts';

export interface HostAdministrationParts {
  readonly database: Database;
  readonly box: SecretBox;
  readonly hosts: HostRegistry;
  readonly surroundings: HostSurroundings;
}

export interface NewHost {
  readonly name: Label;
  readonly address: string;
  readonly port: number;
  /** PEM; a chain, or a single certificate. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

/** What changes; what is not given stays. */
export interface HostChange extends Partial<Omit<NewHost, 'name'>> {
  /** The key that the host is known by from now on: SHA-256, hex. */
  readonly fingerprint?: string | undefined;
}

/**
 * What administrators do with hosts. A host is asked before anything about it is stored, and
 * nothing is where it fails. One change a host at a time: `host-busy` for who waits too long.
 */
export class HostAdministration {
  readonly #parts: HostAdministrationParts;
  readonly #gates: Gates;

  constructor(parts: HostAdministrationParts) {
    this.#parts = parts;
    this.#gates = new Gates(parts.surroundings.timer, beingChanged);
  }

  /** Throws `name-taken`, `credentials-refused`, and what the host fails with. */
  async add(actor: Actor, host: NewHost, signal: AbortSignal): Promise<ManagedHost> {
    const { name, address, port, certificate } = host;
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#gates.enter(name, true, signal);
    const { database, box, hosts, surroundings } = this.#parts;
    const em = database.em();
    if (await em.findOne(StoredHost, { name })) throw nameTaken(name);
    const credentials = this.#credentials(certificate, host.privateKey);
    const settings = { address, port, credentials, fingerprint: null };
    const fingerprint = await tryHost(name, settings, surroundings, signal);
    const id = randomUUID();
    const stored = em.create(StoredHost, {
      ...{ id, name, address, port, certificate, fingerprint },
      transport: 'tls',
      sealedKey: box.seal(Buffer.from(host.privateKey), sealContext(id)),
      createdAt: surroundings.clock(),
    });
    try {
      await em.flush();
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw nameTaken(name);
      throw error;
    }
    return hosts.put(stored);
  }

  /** Throws `host-unknown`, `credentials-refused`, and what the host fails with. */
  async change(
    actor: Actor,
    name: Label,
    change: HostChange,
    signal: AbortSignal,
  ): Promise<ManagedHost> {
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#gates.enter(name, true, signal);
    const { database, box, hosts, surroundings } = this.#parts;
    const em = database.em();
    const stored = await em.findOne(StoredHost, { id: hosts.get(name).id });
    if (!stored) throw unknown(name);
    stored.address = change.address ?? stored.address;
    stored.port = change.port ?? stored.port;
    stored.certificate = change.certificate ?? stored.certificate;
    stored.fingerprint = change.fingerprint ?? stored.fingerprint;
    const privateKey = change.privateKey ?? privateKeyOf(stored, box);
    stored.sealedKey = box.seal(Buffer.from(privateKey), sealContext(stored.id));
    const credentials = this.#credentials(stored.certificate, privateKey);
    const { address, port, fingerprint } = stored;
    await tryHost(name, { address, port, fingerprint, credentials }, surroundings, signal);
    await em.flush();
    return hosts.put(stored);
  }

  /** Forgets a host and what is given on it; what runs there stays. Throws `host-unknown`. */
  async remove(actor: Actor, name: Label, signal: AbortSignal): Promise<void> {
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#gates.enter(name, true, signal);
    const { database, hosts } = this.#parts;
    const { id } = hosts.get(name);
    await database.transaction(async (em) => {
      await em.nativeDelete(StoredPolicy, { hostId: id });
      await em.nativeDelete(StoredHost, { id });
    });
    hosts.remove(name);
  }

  /** Asks the host whether it is there: how it is, is in its health. Throws `host-unknown`. */
  async check(actor: Actor, name: Label, signal: AbortSignal): Promise<ManagedHost> {
    authorize(actor, 'admin', { host: name });
    const host = this.#parts.hosts.get(name);
    await host.check(signal);
    return host;
  }

  #credentials(certificate: string, privateKey: string): HostCredentials {
    try {
      return parseCredentials(certificate, privateKey, this.#parts.surroundings.clock());
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      throw new Problem('credentials-refused', `These cannot be used: ${error.message}.`, {
        cause: error,
      });
    }
  }
}

const nameTaken = (name: Label) =>
  new Problem('name-taken', `There is a host ${name} already.`, { facts: { host: name } });

const unknown = (name: Label) =>
  new Problem('host-unknown', `There is no host ${name}.`, { facts: { host: name } });

const beingChanged = (name: Label) =>
  new Problem(
    'host-busy',
    `The host ${name} is being changed by another request. Try again later.`,
    {
      headers: { 'Retry-After': '5' },
      facts: { host: name },
    },
  );
