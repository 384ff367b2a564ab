import type { Label } from '../albatross/names.ts';
import type { Policy } from '../albatross/policy.ts';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { noPolicy } from '../host-client/domains/domain-policies.ts';
import { StoredHost, type StoredMaintenance } from '../host-client/entity.ts';
import type { HostRegistry } from '../host-client/host-registry.ts';
import { underWay } from '../host-client/maintenance.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { HostReadingError } from '../host-client/read-across-hosts.ts';
import { type Page, type PageRequest, pageOf } from '../http/paging.ts';
import { type Actor, mayAct } from '../identity/access/actor.ts';
import { Authority } from '../places/authority.ts';
import type { StoredPolicy } from './policies/entity.ts';
import { type Policies, policyOf } from './policies/policies.ts';
import { readUsage, type Usage } from './policies/usage.ts';

/** A host as an account sees it. */
export interface HostView {
  readonly host: ManagedHost;
  /** What only administrators see; null for others. */
  readonly stored: StoredHost | null;
  /** Work that goes on there now. */
  readonly maintenance: StoredMaintenance | null;
  readonly policy: Policy | null;
  /** null: no policy, or the host does not say. */
  readonly used: Usage | null;
  /** Why the host does not say. */
  readonly problem: HostReadingError | null;
}

export interface ShowHostsDeps {
  readonly database: Database;
  readonly hosts: HostRegistry;
  readonly policies: Policies;
  /** Milliseconds that a host is waited for. */
  readonly listTimeout: number;
  readonly clock: Clock;
}

/**
 * Shows accounts the hosts that they may use: those with a policy for them; administrators, and their tokens
 * with the scope `admin`, all.
 */
export class ShowHosts {
  readonly #deps: ShowHostsDeps;

  constructor(deps: ShowHostsDeps) {
    this.#deps = deps;
  }

  /** Those of a page, by name; no other is asked. */
  async list(actor: Actor, part: PageRequest, signal?: AbortSignal): Promise<Page<HostView>> {
    const { database, hosts, policies } = this.#deps;
    const { name } = actor.account;
    const own = await policies.of(name);
    const rows = await database.em().findAll(StoredHost);
    const stored = new Map(rows.map((row) => [row.id, row] as const));
    const visible = hosts
      .all()
      .filter((host) => new Authority(actor, host.name).allows('hosts:read'))
      .filter((host) => administers(actor, host) || own.has(host.id));
    const { data, next } = pageOf(visible, ({ name: host }) => host, part);
    const views = data.map((host) =>
      this.#view(actor, host, own.get(host.id) ?? null, stored.get(host.id) ?? null, signal),
    );
    return { data: await Promise.all(views), next };
  }

  /** Which of these names are of no host that the actor administers, or may use by a policy. */
  async missing(actor: Actor, names: readonly string[]): Promise<readonly string[]> {
    if (names.length === 0) return [];
    const own = await this.#deps.policies.of(actor.account.name);
    const there = this.#deps.hosts
      .all()
      .filter((host) => administers(actor, host) || own.has(host.id));
    const known = new Set<string>(there.map(({ name }) => name));
    return names.filter((name) => !known.has(name));
  }

  /** Throws `host-unknown`, and `no-policy` for an account that may not use the host. */
  async get(actor: Actor, name: Label, signal?: AbortSignal): Promise<HostView> {
    const { database, hosts, policies } = this.#deps;
    const { name: account } = actor.account;
    const host = hosts.get(name);
    const own = await policies.find(host, account);
    if (!own && !administers(actor, host)) throw noPolicy(name, account);
    const stored = await database.em().findOne(StoredHost, { id: host.id });
    return await this.#view(actor, host, own, stored, signal);
  }

  async #view(
    actor: Actor,
    host: ManagedHost,
    own: StoredPolicy | null,
    stored: StoredHost | null,
    signal?: AbortSignal,
  ): Promise<HostView> {
    const maintenance = underWay(stored?.maintenance, this.#deps.clock());
    const visible = administers(actor, host) ? stored : null;
    const policy = own && policyOf(own);
    const view = { host, stored: visible, maintenance, policy, used: null, problem: null };
    if (!own) return view;
    try {
      const lists = host.within(this.#deps.listTimeout);
      return { ...view, used: await readUsage(lists, actor.account.name, signal) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const problem = { host: host.name, code: error.code, detail: error.detail };
      return { ...view, problem };
    }
  }
}

/** A token of an administrator without the scope `admin` sees what others see. */
const administers = (actor: Actor, { name: host }: ManagedHost) => mayAct(actor, 'admin', { host });
