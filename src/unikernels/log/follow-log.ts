import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { isHostsEnd } from '../../host-client/error-meanings.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../places/domain-directory.ts';
import type { YieldPlace, Yields } from '../yields/yields.ts';
import type { HostNews } from './host-news.ts';

/** Milliseconds until it is tried again where it was lost, and where the host has no log. */
const retryAfter = 30_000;
const day = 24 * 3_600_000;

/** The place of a host's log as a whole, where it has none: no domain is called so. */
const everyDomain = '';

export interface FollowLogDeps {
  readonly policies: DomainDirectory;
  readonly yields: Pick<Yields, 'until' | 'leave' | 'evicted'>;
  readonly news: HostNews;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Tells of what goes wrong here, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** As much of a host as is needed here. */
export type LoggingHost = Pick<ManagedHost, 'id' | 'name' | 'knownDown' | 'check' | 'log'>;

/**
 * Follows the log of one domain on a host until the signal aborts, whatever goes wrong meanwhile. A host that has
 * none is asked again after a day, and one whose place another client takes again and again after an hour.
 */
export async function followLog(
  deps: FollowLogDeps,
  host: LoggingHost,
  domain: Label,
  signal: AbortSignal,
): Promise<void> {
  const following = new LogFollowing(deps, host, domain);
  while (!signal.aborted) {
    const wait = await following.follow(signal).catch((error: unknown) => {
      if (!signal.aborted)
        deps.report(error, `the log of ${domain} on ${host.name} is not followed`);
      return retryAfter;
    });
    await pause(deps.timer, wait, signal).catch(() => {}); // the signal says so
  }
}

class LogFollowing {
  readonly #deps: FollowLogDeps;
  readonly #host: LoggingHost;
  readonly #domain: Label;
  readonly #place: YieldPlace;

  constructor(deps: FollowLogDeps, host: LoggingHost, domain: Label) {
    this.#deps = deps;
    this.#host = host;
    this.#domain = domain;
    this.#place = { host: host.id, domain, kind: 'log' };
  }

  /** Until it ends; gives the milliseconds after which it may be tried again. */
  async follow(signal: AbortSignal): Promise<number> {
    const { yields, news } = this.#deps;
    const left = await yields.until({ ...this.#place, domain: everyDomain });
    const until = left ?? (await yields.until(this.#place));
    if (until) return this.#waitUntil(until);
    const events = await this.#open(signal);
    if (events === null) return retryAfter;
    const { name: host } = this.#host;
    news.happened(host); // what happened before is not told
    try {
      for await (const { name, event } of events) {
        news.note({ host, domain: this.#domain, name }, event);
      }
    } catch (error) {
      if (isHostsEnd(error)) return await this.#lost(signal);
    } finally {
      news.leave(host, this.#domain);
    }
    return retryAfter;
  }

  /** null: the host does not agree, for whatever reason. */
  async #open(signal: AbortSignal) {
    try {
      const domain = await this.#deps.policies.domainOn(this.#host, this.#domain);
      return await this.#host.log(domain, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof Problem)) throw error;
      await this.#refused(error);
      return null;
    }
  }

  /** Silence is of a host that has no log, whatever the domain; words are about this one. */
  async #refused({ code }: Problem): Promise<void> {
    const { yields, clock } = this.#deps;
    const tomorrow = new Date(clock().getTime() + day);
    if (code === 'host-nonsense') {
      await yields.leave({ ...this.#place, domain: everyDomain }, tomorrow);
    }
    if (code === 'host-refused') await yields.leave(this.#place, tomorrow);
  }

  /** One that ends while its host answers was taken by another client. */
  async #lost(signal: AbortSignal): Promise<number> {
    await this.#host.check(signal);
    if (this.#host.knownDown) return retryAfter;
    const until = await this.#deps.yields.evicted(this.#place);
    return until ? this.#waitUntil(until) : retryAfter;
  }

  #waitUntil(until: Date): number {
    return Math.max(0, until.getTime() - this.#deps.clock().getTime());
  }
}
