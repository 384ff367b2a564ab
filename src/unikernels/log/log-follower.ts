import type { Label } from '../../albatross/names.ts';
import { pause } from '../../base/timer.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { HostFollower } from '../observer/host-followers.ts';
import type { Registry } from '../registry/registry.ts';
import { type FollowLogDeps, followLog } from './follow-log.ts';

/** Milliseconds between two looks whose unikernels a host has, and whether it is of 2.8. */
const interval = 1_000;

export interface LogFollowerDeps extends FollowLogDeps {
  readonly registry: Pick<Registry, 'managedOn'>;
}

/** Follows the logs of hosts of 2.8, one subscription a domain: of others nobody asks for one. */
export class LogFollower implements HostFollower {
  readonly failure = 'its log is not followed';
  readonly #deps: LogFollowerDeps;

  constructor(deps: LogFollowerDeps) {
    this.#deps = deps;
  }

  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const followed = new Map<Label, AbortController>();
    const running = new Set<Promise<void>>();
    const leaving = new AbortController();
    const bound = AbortSignal.any([signal, leaving.signal]);
    try {
      while (!signal.aborted) {
        const wanted = host.isOf28 ? await this.#domainsOn(host) : new Set<Label>();
        for (const [domain, left] of followed) if (!wanted.has(domain)) left.abort();
        for (const domain of wanted) {
          if (followed.has(domain)) continue;
          const left = new AbortController();
          followed.set(domain, left);
          const until = AbortSignal.any([bound, left.signal]);
          const following = followLog(this.#deps, host, domain, until).finally(() => {
            followed.delete(domain);
            running.delete(following);
          });
          running.add(following);
        }
        await pause(this.#deps.timer, interval, signal).catch(() => {}); // the signal says so
      }
    } finally {
      leaving.abort();
      await Promise.all(running);
    }
  }

  async #domainsOn({ name }: ManagedHost): Promise<ReadonlySet<Label>> {
    const managed = await this.#deps.registry.managedOn(name);
    return new Set(managed.map(({ domain }) => domain));
  }
}
