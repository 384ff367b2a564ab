import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Database, EntityManager } from '../database/database.ts';
import type { SecretBox } from '../database/secret-box.ts';
import type { HostSurroundings } from '../host-client/connected-host.ts';
import { sealWay, unsealWay } from '../host-client/connection-settings/sealed-way.ts';
import { ReadWriteLocks } from '../host-client/domains/read-write-locks.ts';
import { StoredHost } from '../host-client/entity.ts';
import type { HostRegistry } from '../host-client/host-registry.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import { type Actor, authorize } from '../identity/access/actor.ts';
import { changeWay } from './change-way.ts';
import type { KeyChoice, NewWay, WayChange } from './new-way.ts';
import { planWay } from './plan-way.ts';
import { StoredPolicy } from './policies/entity.ts';
import type { PlanningTools } from './read-credentials.ts';
import type { SshKeys } from './ssh-keys/ssh-keys.ts';
import { tryHost } from './try-host.ts';

export interface HostAdministrationParts {
  readonly database: Database;
  readonly box: SecretBox;
  readonly hosts: HostRegistry;
  readonly sshKeys: SshKeys;
  readonly surroundings: HostSurroundings;
}

export type NewHost = NewWay & { readonly name: Label };

/**
 * What administrators do with hosts. A host is asked before anything about it is stored, and
 * nothing is where it fails. One change a host at a time: `host-busy` for who waits too long.
 */
export class HostAdministration {
  readonly #parts: HostAdministrationParts;
  readonly #locks: ReadWriteLocks;

  constructor(parts: HostAdministrationParts) {
    this.#parts = parts;
    this.#locks = new ReadWriteLocks(parts.surroundings.timer, beingChanged);
  }

  /** Throws `name-taken`, what `planWay` throws, and what the host fails with. */
  async add(actor: Actor, host: NewHost, signal: AbortSignal): Promise<ManagedHost> {
    const { name } = host;
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#locks.acquire(name, true, signal);
    const { database, box, surroundings } = this.#parts;
    const em = database.em();
    if (await em.findOne(StoredHost, { name })) throw nameTaken(name);
    const planned = await planWay(name, host, this.#tools, signal);
    const way = await tryHost(name, planned, surroundings, signal);
    const id = randomUUID();
    const createdAt = surroundings.clock();
    const stored = em.create(StoredHost, { id, name, createdAt, ...sealWay(way, id, box) });
    try {
      return await this.#put(em, stored, host);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw nameTaken(name);
      throw error;
    }
  }

  /** Throws `host-unknown`, what `changeWay` throws, and what the host fails with. */
  async change(
    actor: Actor,
    name: Label,
    change: WayChange,
    signal: AbortSignal,
  ): Promise<ManagedHost> {
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#locks.acquire(name, true, signal);
    const { database, box, hosts, surroundings } = this.#parts;
    const em = database.em();
    const stored = await em.findOne(StoredHost, { id: hosts.get(name).id });
    if (!stored) throw unknown(name);
    const former = unsealWay(stored, box, asNone);
    const planned = await changeWay(name, former, change, this.#tools, signal);
    const way = await tryHost(name, planned, surroundings, signal);
    em.assign(stored, sealWay(way, stored.id, box));
    return await this.#put(em, stored, change);
  }

  /** Forgets a host and what is given on it; what runs there stays. Throws `host-unknown`. */
  async remove(actor: Actor, name: Label, signal: AbortSignal): Promise<void> {
    authorize(actor, 'admin', { host: name });
    using _alone = await this.#locks.acquire(name, true, signal);
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

  /** Stores a host, and takes the key that it was given from those that wait, both or neither. */
  async #put(em: EntityManager, stored: StoredHost, { keyId }: KeyChoice): Promise<ManagedHost> {
    await em.transactional(async (inside) => {
      if (keyId !== undefined) await this.#parts.sshKeys.used(inside, keyId);
      await inside.flush();
    });
    return this.#parts.hosts.put(stored);
  }

  get #tools(): PlanningTools {
    return { sshKeys: this.#parts.sshKeys, clock: this.#parts.surroundings.clock };
  }
}

/** A key that cannot be opened any more is refused, unless it is replaced. */
const asNone = () => '';

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
