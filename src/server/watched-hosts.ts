import { onAbort } from '../base/timer.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { HostFollower } from '../unikernels/observer/host-followers.ts';

/** The hosts that this server watches, of all that share its database. */
export class WatchedHosts implements HostFollower {
  readonly failure = 'it is not known whether it is watched';
  readonly #ids = new Set<string>();

  /** Whether this server watches the host of this id. */
  has(hostId: string): boolean {
    return this.#ids.has(hostId);
  }

  async follow({ id }: ManagedHost, signal: AbortSignal): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    using _leaving = onAbort(signal, resolve);
    this.#ids.add(id);
    await over;
    this.#ids.delete(id);
  }
}
