import type { ManagedHost } from '../../host-client/managed-host.ts';

/** Whoever does something with a host for as long as this server is the one that watches it. */
export interface HostFollower {
  /** Resolves once `signal` has aborted and nothing of it goes on; what fails meanwhile is its matter. */
  follow(host: ManagedHost, signal: AbortSignal): Promise<void>;
}

/** Some who follow one host, until they are disposed of. */
export class HostFollowers implements AsyncDisposable {
  readonly #leaving = new AbortController();
  readonly #following: Promise<unknown>;

  constructor(followers: readonly HostFollower[], host: ManagedHost) {
    const { signal } = this.#leaving;
    this.#following = Promise.all(followers.map((follower) => follower.follow(host, signal)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving.abort();
    await this.#following;
  }
}
