import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { hostLock } from '../database/locks/lock-name.ts';
import type { Lock } from '../database/locks/locks.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { transactWhile } from '../database/transact-while.ts';
import type { HostDeps } from '../host-client/connected-host.ts';
import {
  sealSettings,
  unsealSettings,
} from '../host-client/connection-settings/sealed-settings.ts';
import { StoredHost } from '../host-client/entity.ts';
import type { HostRegistry } from '../host-client/host-registry.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { Actor } from '../identity/access/actor.ts';
import { Authority } from '../places/authority.ts';
import { changeSettings } from './change-settings.ts';
import type { KeyChoice, NewSettings, SettingsChange } from './new-settings.ts';
import { StoredPolicy } from './policies/entity.ts';
import type { CredentialsDeps } from './read-credentials.ts';
import { resolveSettings } from './resolve-settings.ts';
import type { SshKeys } from './ssh-keys/ssh-keys.ts';
import { tryHost } from './try-host.ts';

export interface HostAdministrationDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly hosts: HostRegistry;
  readonly sshKeys: SshKeys;
  readonly hostDeps: HostDeps;
}

/** How long another change of a host is waited for, in milliseconds. */
const maxWait = 30_000;

export type NewHost = NewSettings & { readonly name: Label };

/**
 * What administrators do with hosts. A host is asked before anything about it is stored, and
 * nothing is where it fails. One change a host at a time: `host-busy` for who waits too long.
 */
export class HostAdministration {
  readonly #deps: HostAdministrationDeps;

  constructor(deps: HostAdministrationDeps) {
    this.#deps = deps;
  }

  /**
   * Adds a host whose name the actor may use: a body says it, so that no route could look. Throws
   * `name-taken`, what `resolveSettings` throws, and what the host fails with.
   */
  async add(actor: Actor, host: NewHost, signal: AbortSignal): Promise<ManagedHost> {
    const { name } = host;
    new Authority(actor, name).expect('admin'); // the name came in the body
    await using alone = await this.#hold(name, signal);
    const end = AbortSignal.any([signal, alone.lost]);
    const { database, box, hostDeps } = this.#deps;
    const em = database.em();
    if (await em.findOne(StoredHost, { name })) throw nameTaken(name);
    const planned = await resolveSettings(name, host, this.#credentialsDeps, end);
    const settings = await tryHost(name, planned, hostDeps, end);
    const id = randomUUID();
    const createdAt = hostDeps.clock();
    const stored = em.create(StoredHost, {
      id,
      name,
      createdAt,
      ...sealSettings(settings, id, box),
    });
    try {
      return await this.#put(em, stored, host, end);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw nameTaken(name);
      throw error;
    }
  }

  /** Throws `host-unknown`, what `changeSettings` throws, and what the host fails with. */
  async change(name: Label, change: SettingsChange, signal: AbortSignal): Promise<ManagedHost> {
    await using alone = await this.#hold(name, signal);
    const end = AbortSignal.any([signal, alone.lost]);
    const { database, box, hosts, hostDeps } = this.#deps;
    const em = database.em();
    const stored = await em.findOne(StoredHost, { id: hosts.get(name).id });
    if (!stored) throw unknown(name);
    const former = unsealSettings(stored, box, asNone);
    const planned = await changeSettings(name, former, change, this.#credentialsDeps, end);
    const settings = await tryHost(name, planned, hostDeps, end);
    em.assign(stored, sealSettings(settings, stored.id, box));
    return await this.#put(em, stored, change, end);
  }

  /** Forgets a host and what is given on it; what runs there stays. Throws `host-unknown`. */
  async remove(name: Label, signal: AbortSignal): Promise<void> {
    await using alone = await this.#hold(name, signal);
    const { database, hosts } = this.#deps;
    const { id } = hosts.get(name);
    await transactWhile(database.em(), alone.lost, async (em) => {
      await em.nativeDelete(StoredPolicy, { hostId: id });
      await em.nativeDelete(StoredHost, { id });
    });
    hosts.remove(name);
  }

  /** Asks the host whether it is there: how it is, is in its health. Throws `host-unknown`. */
  async check(name: Label, signal: AbortSignal): Promise<ManagedHost> {
    const host = this.#deps.hosts.get(name);
    await host.check(signal);
    return host;
  }

  /** Stores a host, and takes the key that it was given from those that wait, both or neither. */
  async #put(
    em: EntityManager,
    stored: StoredHost,
    { keyId }: KeyChoice,
    held: AbortSignal,
  ): Promise<ManagedHost> {
    await transactWhile(em, held, async (inside) => {
      if (keyId !== undefined) await this.#deps.sshKeys.used(inside, keyId);
    });
    return this.#deps.hosts.put(stored);
  }

  async #hold(name: Label, signal: AbortSignal): Promise<Lock> {
    const { locks } = this.#deps.hostDeps;
    const lock = await locks.acquire(hostLock(name), { wait: maxWait, signal });
    if (lock) return lock;
    throw beingChanged(name);
  }

  get #credentialsDeps(): CredentialsDeps {
    return { sshKeys: this.#deps.sshKeys, clock: this.#deps.hostDeps.clock };
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
