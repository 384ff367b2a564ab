import { hash } from 'node:crypto';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { shuttingDown } from '../base/shutting-down.ts';
import type { Database } from '../database/database.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { ConnectedHost, type HostDeps } from './connected-host.ts';
import { transportOf } from './connection-settings/stored-transport.ts';
import { StoredHost } from './entity.ts';
import type { ManagedHost } from './managed-host.ts';

export interface HostRegistryDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly hostDeps: HostDeps;
}

/** All hosts that are managed, ready to be asked. Whoever opened it closes it. */
export class HostRegistry {
  readonly #deps: HostRegistryDeps;
  readonly #hosts = new Map<Label, ConnectedHost>();
  /** What each is known by, so that another server's changes are told. */
  readonly #known = new Map<Label, string>();
  /** Counts the changes made here. */
  #changes = 0;
  #closed = false;

  private constructor(deps: HostRegistryDeps) {
    this.#deps = deps;
  }

  /** The registry of the hosts that are stored; none is asked yet. */
  static async open(deps: HostRegistryDeps): Promise<HostRegistry> {
    const registry = new HostRegistry(deps);
    for (const stored of await deps.database.em().findAll(StoredHost)) registry.put(stored);
    return registry;
  }

  /** Throws `host-unknown`, and `shutting-down` from the close on. */
  get(name: Label): ConnectedHost {
    this.#expectOpen();
    const host = this.#hosts.get(name);
    if (host) return host;
    throw new Problem('host-unknown', `There is no host ${name}.`, { facts: { host: name } });
  }

  /** By name. */
  all(): readonly ConnectedHost[] {
    return [...this.#hosts.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Asks every host something harmless, so that it is known which are away. Never rejects. */
  async checkAll(signal?: AbortSignal): Promise<void> {
    const checks = this.all().map((host) => host.check(signal));
    await Promise.allSettled(checks);
  }

  /** Follows what other servers have changed since. */
  async refresh(): Promise<void> {
    const before = this.#changes;
    const stored = await this.#deps.database.em().findAll(StoredHost);
    if (this.#closed || before !== this.#changes) return; // what was read is older than what was changed here
    const names = new Set(stored.map(({ name }) => name));
    for (const host of stored) {
      if (this.#known.get(host.name) !== formOf(host)) this.put(host);
      else if (host.learned) this.get(host.name).know(host.learned);
    }
    for (const name of this.#hosts.keys()) if (!names.has(name)) this.remove(name);
  }

  /** Takes a host in, in place of one of its name, whose running operations come to their end. Throws `shutting-down`. */
  put(stored: StoredHost): ManagedHost {
    this.#expectOpen();
    const { box, hostDeps } = this.#deps;
    const { id, name, collectMetrics } = stored;
    const transport = () => transportOf(stored, box, hostDeps);
    const former = this.#hosts.get(name);
    // It may have had another name until now. Of another host of this one, which another server has removed,
    // nothing is taken over.
    const before = [...this.#hosts.values()].find((host) => host.id === id);
    const host = new ConnectedHost({
      ...{ ...hostDeps, id, name, collectMetrics, transport },
      ...{ domainPolicies: before?.domainPolicies, hostClock: before?.clock },
    });
    for (const learned of [stored.learned, before?.learned]) if (learned) host.know(learned);
    former?.retire();
    this.#hosts.set(name, host);
    this.#known.set(name, formOf(stored));
    this.#changes += 1;
    return host;
  }

  /** Lets a host go; its running operations come to their end. */
  remove(name: Label): void {
    this.#hosts.get(name)?.retire();
    this.#hosts.delete(name);
    this.#known.delete(name);
    this.#changes += 1;
  }

  /** Ends everything on every host. */
  close(): void {
    this.#closed = true;
    for (const host of this.#hosts.values()) host.close();
    this.#hosts.clear();
  }

  #expectOpen(): void {
    if (this.#closed) throw shuttingDown();
  }
}

/** All of a host that, changed, makes it another one; a database may sort the members of JSON anew. */
function formOf({
  id,
  address,
  port,
  certificate,
  sealedKey,
  fingerprint,
  ssh,
  ...host
}: StoredHost) {
  const tls = [certificate, sealedKey, fingerprint];
  const login = [ssh?.user, ssh?.sealedKey, ssh?.hostKey.type, ssh?.hostKey.fingerprint];
  const target = ssh && (ssh.target.type === 'sockets' ? ssh.target.path : ssh.target.port);
  return hash(
    'sha256',
    JSON.stringify([id, address, port, ...tls, ...login, target, host.collectMetrics]),
  );
}
