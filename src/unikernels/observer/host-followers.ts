import type { ManagedHost } from '../../host-client/managed-host.ts';

/** Whoever follows what happens on a host, in the one server that watches it. */
export interface HostFollower {
  /** What it does, for messages: `the checks of its unikernels are not tried`. */
  readonly failure: string;
  /** Follows a host; ends when `signal` aborts, and rejects at most then or where it cannot go on. */
  follow(host: ManagedHost, signal: AbortSignal): Promise<void>;
}

/** Tells of what goes wrong, not each time. */
type Report = (error: unknown, what: string) => void;

/** Has a host followed by all of them until disposed, or the signal aborts. */
export function followHost(
  followers: readonly HostFollower[],
  host: ManagedHost,
  { signal, report }: { readonly signal: AbortSignal; readonly report: Report },
): AsyncDisposable {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const following = followers.map(async (follower) => {
    try {
      await follower.follow(host, bound);
    } catch (error) {
      if (!bound.aborted) report(error, `${host.name}: ${follower.failure}`);
    }
  });
  return {
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await Promise.all(following);
    },
  };
}
