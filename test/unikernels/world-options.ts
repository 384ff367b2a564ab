import type { HostLimits } from '../../src/albatross/host/limits.ts';
import type { Label } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { Problem } from '../../src/base/errors.ts';
import type { Timer } from '../../src/base/timer.ts';
import type { EmulatorOptions } from '../../src/emulator/options.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import { noPolicy } from '../../src/host-client/domains/domain-policies.ts';
import type { Route } from '../../src/http/route.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import type { SourcesDeps } from '../../src/sources/sources.ts';
import type { ImageStore } from '../../src/storage/image-store.ts';
import type { Deps } from '../../src/unikernels/deps.ts';
import type { ImageSources } from '../../src/unikernels/origins/sourced-images.ts';
import type { RunCheck } from '../../src/unikernels/rollouts/watch-rollout.ts';

export const mebibyte = 1024 * 1024;

export const policy: Policy = {
  unikernels: 3,
  cpuids: [0, 1],
  memory: 512,
  block: 64,
  bridges: ['service', 'management'],
};

export interface WorldOptions {
  readonly actors: Readonly<Record<string, Actor>>;
  /** By account name; everybody else has `policy`, and null is none. */
  readonly policies?: Readonly<Record<string, Policy | null>>;
  /** The hosts' names; default `one` alone. */
  readonly hosts?: readonly string[];
  /** Milliseconds that the hosts' clocks are ahead of ours; default 0. */
  readonly hostsAhead?: number;
  /** By which a place on a host is waited for; default: the system's. */
  readonly hostTimer?: Timer;
  /** For how long the hosts are waited for; default: as a server does. */
  readonly hostLimits?: Partial<HostLimits>;
  /** Of PostgreSQL; default: a database of SQLite in memory. */
  readonly databaseUrl?: string | null;
  /** Octets. */
  readonly imageLimit?: number;
  /** Octets that the images of an account's releases may take. */
  readonly imagesShare?: number;
  /** Releases of a unikernel that are kept, beside those with a name; default 5. */
  readonly maxReleases?: number;
  /** Milliseconds that a list waits for a host; by default so many that a slow machine has them. */
  readonly listTimeout?: number;
  /**
   * How many times as fast as a server's the time of this one goes; default 200. Less where something has to be
   * done before a time is over that a deployment may take: 600 s are three seconds else.
   */
  readonly hurry?: number;
  /** Whether the hosts are looked at again and again, as often as that. */
  readonly observed?: boolean;
  /** Whether what unikernels use is collected and logs are followed, where the hosts are looked at. */
  readonly collected?: boolean;
  /** Tries a check; default: each passes. */
  readonly runCheck?: RunCheck;
  /** Where GitHub and the builder are, for what they have to choose from. */
  readonly services?: Partial<Pick<SourcesDeps, 'gitHub' | 'builder' | 'credentialFor'>>;
  /** What fetches images; default: one that asks this machine. */
  readonly sources?: (images: ImageStore) => ImageSources;
  /** Served beside those of version 1, below its prefix. */
  readonly routes?: (deps: Deps) => readonly Route[];
  /** Takes what goes wrong by itself; by default it fails the test. */
  readonly report?: (error: unknown) => void;
  /** Where the server is reached; default: at the root of where it listens. */
  readonly url?: URL;
  /** Of the hosts; default 2.7. */
  readonly series?: EmulatorOptions['series'];
  /** Milliseconds that a unikernel which restarts stays away; default 50. */
  readonly exitDelay?: number;
  /** Milliseconds between two samples of a host. */
  readonly statsInterval?: number;
}

/** Whoever has a credential of this id. */
export function actorOf({ actors }: Pick<WorldOptions, 'actors'>, id: string) {
  const found = Object.values(actors).find(({ credential }) => credential.id === id);
  if (found) return found;
  throw new Problem('credential-invalid', 'There is no such token any more.');
}

export function policiesOf(
  options: Pick<WorldOptions, 'policies'>,
  hosts: ReadonlyMap<string, ConnectedHost>,
) {
  const given = options.policies ?? {};
  const policyOf = (account: Label) => (account in given ? given[account] : policy) ?? null;
  return {
    domainOn: async (host: { readonly name: Label }, account: Label) => {
      const found = policyOf(account);
      if (!found) throw noPolicy(host.name, account);
      return { label: account, policy: found };
    },
    domainsOf: async (label: Label) => {
      const found = policyOf(label);
      if (!found) return new Map();
      return new Map([...hosts.keys()].map((id) => [id, { label, policy: found }] as const));
    },
  };
}

export function unknownHost(name: Label): never {
  throw new Problem('host-unknown', `There is no host ${name}.`);
}
