import type { Label } from '../albatross/names.ts';
import { expectHost } from '../host-client/expect-host.ts';
import type { HostList } from '../host-client/host-directory.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import { Authority } from './authority.ts';
import type { DomainList } from './domain-directory.ts';
import type { Place } from './place.ts';

export interface PlacesDeps {
  readonly hosts: HostList;
  readonly policies: DomainList;
  readonly domains: Pick<Domains, 'of'>;
}

/** Who asks. */
export interface Asking {
  readonly actor: Actor;
  /** Who it is as of now, and still may; left out where nobody's credential matters any more. */
  confirm?(): Promise<Actor>;
}

/** A request that says in its path and its query where it acts. */
export interface PlacedRequest extends Asking {
  confirm(): Promise<Actor>;
  readonly params: { readonly host: Label };
  readonly query: { readonly account?: Label | undefined };
}

/** Finds where requests act. */
export class Places {
  readonly #deps: PlacesDeps;

  constructor(deps: PlacesDeps) {
    this.#deps = deps;
  }

  /** The place of a request, whose host is in its path. Throws as `find` does. */
  async of(request: PlacedRequest): Promise<Place> {
    return await this.find(request, request.params.host, request.query.account);
  }

  /**
   * The actor's domain on a host, or the one of `?account=`. Throws `host-unknown`, `no-policy`, and
   * as `domainOf` does. That the actor may use the host is the route's to see to.
   */
  async find(asking: Asking, hostName: Label, account?: Label): Promise<Place> {
    const label = await this.domainOf(asking, account);
    const { policies } = this.#deps;
    const host = await this.#expectHost(asking, hostName, label);
    const domain = await policies.domainOn(host, label);
    const authority = new Authority(asking.actor, host.name);
    const confirm = async () => this.find(await anew(asking), hostName, account);
    return { host: host.forDomain(label), domain, authority, confirm };
  }

  /** The same on every host where that domain has a policy, by the host's name. */
  async findAll(asking: Asking, account?: Label): Promise<Place[]> {
    const label = await this.domainOf(asking, account);
    const { hosts, policies } = this.#deps;
    const domains = await policies.domainsOf(label);
    return hosts.all().flatMap((host) => {
      const domain = domains.get(host.id);
      if (!domain) return [];
      const authority = new Authority(asking.actor, host.name);
      const confirm = async () => this.find(await anew(asking), host.name, account);
      return { host: host.forDomain(label), domain, authority, confirm };
    });
  }

  /** Throws `host-unknown` with the hosts that there are for the account. */
  async #expectHost({ actor }: Asking, name: Label, label: Label): Promise<ManagedHost> {
    const { hosts, policies } = this.#deps;
    return await expectHost(hosts, name, async () => {
      const domains = await policies.domainsOf(label);
      const own = hosts.all().filter(({ id }) => domains.has(id));
      const names = own.map((host) => host.name).filter((host) => isWithinReach(actor, host));
      return `${label} has a policy on ${names.join(', ') || 'no host'}.`;
    });
  }

  /**
   * The label of the actor's own domain, or of the one of `?account=`. Throws `admin-only`,
   * `scope-missing`, `account-unknown`.
   */
  async domainOf({ actor }: Asking, account?: Label): Promise<Label> {
    const { name } = await this.#deps.domains.of(actor, account ?? null);
    return name;
  }
}

/** A token tells nothing of other hosts than its own. */
function isWithinReach({ credential }: Actor, host: Label): boolean {
  if (credential.kind === 'session') return true;
  return credential.hosts === null || credential.hosts.includes(host);
}

/** The same, as of now. */
async function anew(asking: Asking): Promise<Asking> {
  return asking.confirm ? { ...asking, actor: await asking.confirm() } : asking;
}
