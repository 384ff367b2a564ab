import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import type { Database, EntityManager } from '../database/database.ts';
import type { HostBelongings } from '../database/host-belongings.ts';
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
import type { Deps as BelongingsDeps } from './belongings/deps.ts';
import { removeHost } from './belongings/remove-host.ts';
import { renameHost } from './belongings/rename-host.ts';
import { changeSettings } from './change-settings.ts';
import { holdHost, holdMachines } from './hold-host.ts';
import { hostUnknown, nameTaken } from './host-problems.ts';
import type {
  DuplicateChoice,
  HostChange,
  KeyChoice,
  NewSettings,
  SettingsChange,
} from './new-settings.ts';
import type { CredentialsDeps } from './read-credentials.ts';
import { resolveSettings } from './resolve-settings.ts';
import { expectOtherMachine, type Marks, marksOf } from './same-machine.ts';
import type { SshKeys } from './ssh-keys/ssh-keys.ts';
import { tryHost } from './try-host.ts';

export interface HostAdministrationDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly hosts: HostRegistry;
  readonly sshKeys: SshKeys;
  readonly hostDeps: HostDeps;
  /** What others keep by the name of a host. */
  readonly belongings: readonly HostBelongings[];
}

export type NewHost = NewSettings & DuplicateChoice & { readonly name: Label };

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
   * `name-taken`, `host-known`, what `resolveSettings` throws, and what the host fails with.
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
      return await this.#put(em, stored, { ...host, before: new Map() }, end);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw nameTaken(name);
      throw error;
    }
  }

  /** Throws `host-unknown`, `host-known`, what `changeSettings` throws, and what the host fails with. */
  async change(
    name: Label,
    { collectMetrics, allowDuplicate, ...change }: HostChange,
    signal: AbortSignal,
  ): Promise<ManagedHost> {
    await using alone = await this.#hold(name, signal);
    const end = AbortSignal.any([signal, alone.lost]);
    const { database, hosts } = this.#deps;
    const em = database.em();
    const stored = await em.findOne(StoredHost, { id: hosts.get(name).id });
    if (!stored) throw hostUnknown(name);
    const before = marksOf(stored);
    const isReachedAsBefore = Object.values(change).every((value) => value === undefined);
    if (collectMetrics === undefined || !isReachedAsBefore) {
      em.assign(stored, await this.#tried(stored, change, end));
    }
    if (collectMetrics !== undefined) stored.collectMetrics = collectMetrics;
    return await this.#put(em, stored, { ...change, allowDuplicate, before }, end);
  }

  /** How a host is reached after a change, which it was asked with. */
  async #tried(stored: StoredHost, change: SettingsChange, end: AbortSignal) {
    const { box, hostDeps } = this.#deps;
    const { id, name } = stored;
    const former = unsealSettings(stored, box, asNone);
    const planned = await changeSettings(name, former, change, this.#credentialsDeps, end);
    return sealSettings(await tryHost(name, planned, hostDeps, end), id, box);
  }

  /** Throws as `renameHost` does. */
  async rename(actor: Actor, from: Label, to: Label, signal: AbortSignal): Promise<void> {
    await renameHost(this.#belongingsDeps, actor, { from, to }, signal);
  }

  /** Throws as `removeHost` does. */
  async remove(name: Label, signal: AbortSignal): Promise<void> {
    await removeHost(this.#belongingsDeps, name, signal);
  }

  /** Keeps what administrators should know of a host; null: nothing. Throws `host-unknown`. */
  async note(name: Label, notes: string | null): Promise<void> {
    const em = this.#deps.database.em();
    if ((await em.nativeUpdate(StoredHost, { name }, { notes })) === 0) throw hostUnknown(name);
  }

  /** Asks the host whether it is there: how it is, is in its health. Throws `host-unknown`. */
  async check(name: Label, signal: AbortSignal): Promise<ManagedHost> {
    const host = this.#deps.hosts.get(name);
    await host.check(signal);
    return host;
  }

  /**
   * Stores a host, and takes the key that it was given from those that wait, both or neither. `before`: what it
   * was known by. Throws `host-known`.
   */
  async #put(
    em: EntityManager,
    stored: StoredHost,
    { keyId, allowDuplicate, before }: KeyChoice & DuplicateChoice & { before: Marks },
    held: AbortSignal,
  ): Promise<ManagedHost> {
    await using machines = await holdMachines(this.#deps.hostDeps.locks, stored.name, held);
    await transactWhile(em, AbortSignal.any([held, machines.lost]), async (inside) => {
      if (!allowDuplicate) {
        const others = await inside.find(StoredHost, { id: { $ne: stored.id } });
        expectOtherMachine(stored, others, before);
      }
      if (keyId !== undefined) await this.#deps.sshKeys.used(inside, keyId);
    });
    return this.#deps.hosts.put(stored);
  }

  #hold(name: Label, signal: AbortSignal) {
    return holdHost(this.#deps.hostDeps.locks, name, signal);
  }

  get #belongingsDeps(): BelongingsDeps {
    const { locks, clock } = this.#deps.hostDeps;
    return { ...this.#deps, locks, clock };
  }

  get #credentialsDeps(): CredentialsDeps {
    return { sshKeys: this.#deps.sshKeys, clock: this.#deps.hostDeps.clock };
  }
}

/** A key that cannot be opened any more is refused, unless it is replaced. */
const asNone = () => '';
