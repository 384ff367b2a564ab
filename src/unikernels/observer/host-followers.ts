import { pause, type Timer } from '../../base/timer.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';

/** Whoever follows what happens on a host, in the one server that watches it. */
export interface HostFollower {
  /** What it does, for messages: `the checks of its unikernels are not tried`. */
  readonly failure: string;
  /** Follows a host until `signal` aborts. Where it rejects before, it is begun anew after a while. */
  follow(host: ManagedHost, signal: AbortSignal): Promise<void>;
}

/** Tells of what goes wrong, not each time. */
type Report = (error: unknown, what: string) => void;

export interface FollowDeps {
  readonly timer: Timer;
  readonly report: Report;
}

/** Milliseconds until one that could not go on is begun anew: a database that was away may be back. */
const anewAfter = 10_000;

/** Has a host followed by all of them until disposed, or the signal aborts. */
export function followHost(
  followers: readonly HostFollower[],
  host: ManagedHost,
  { timer, report }: FollowDeps,
  signal: AbortSignal,
): AsyncDisposable {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const keepFollowing = async (follower: HostFollower) => {
    while (!bound.aborted) {
      await follower.follow(host, bound).catch((error: unknown) => {
        if (!bound.aborted) report(error, `${host.name}: ${follower.failure}`);
      });
      await pause(timer, anewAfter, bound).catch(() => {}); // the signal says so
    }
  };
  const following = followers.map(keepFollowing);
  return {
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await Promise.all(following);
    },
  };
}
