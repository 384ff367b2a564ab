import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { onlyReplica, type Replica, type Sharing } from '../database/replica.ts';

/** Which volume of which domain on which host. */
export interface VolumeKey {
  readonly host: Label;
  readonly domain: Label;
  readonly volume: Label;
}

interface Holders {
  readers: number;
  writer: boolean;
}

/**
 * One change a volume at a time (docs/volumes.md): creating, filling, removing and attaching hold
 * it alone, a download shares it with other downloads. Nobody waits: who comes second gets 409.
 */
export class VolumeLocks {
  readonly #held = new Map<string, Holders>();
  readonly #replica: Pick<Replica, 'lock'>;

  /** `replica` keeps other servers out. */
  constructor(replica: Pick<Replica, 'lock'> = onlyReplica) {
    this.#replica = replica;
  }

  /** Holds the volume alone until disposed. Rejects with `volume-busy`. */
  async exclusive(key: VolumeKey): Promise<Disposable> {
    const text = formatKey(key);
    if (this.#held.has(text)) throw busy(key);
    this.#held.set(text, { readers: 0, writer: true });
    return await this.#share(key, 'exclusive', () => this.#held.delete(text));
  }

  /** Holds several volumes alone, all or none. */
  async exclusiveAll(keys: readonly VolumeKey[]): Promise<Disposable> {
    using stack = new DisposableStack();
    for (const key of keys) stack.use(await this.exclusive(key));
    return stack.move();
  }

  /** Holds the volume together with others who only read it. Rejects with `volume-busy`. */
  async shared(key: VolumeKey): Promise<Disposable> {
    const text = formatKey(key);
    const holders = this.#held.get(text) ?? { readers: 0, writer: false };
    if (holders.writer) throw busy(key);
    holders.readers += 1;
    this.#held.set(text, holders);
    return await this.#share(key, 'shared', () => {
      holders.readers -= 1;
      if (holders.readers === 0) this.#held.delete(text);
    });
  }

  /** Holds against other servers what is held in this one, until `release`. */
  async #share(key: VolumeKey, sharing: Sharing, release: () => void): Promise<Disposable> {
    using releasing = new DisposableStack();
    releasing.defer(release);
    const kept = await this.#replica.lock(`volume/${formatKey(key)}`, sharing);
    if (!kept) throw busy(key);
    releasing.use(kept);
    return releasing.move();
  }
}

/** One text a volume, for maps and logs. */
export const formatKey = (key: VolumeKey) => `${key.host}/${key.domain}/${key.volume}`;

function busy(key: VolumeKey): Problem {
  return new Problem(
    'volume-busy',
    `The volume ${key.volume} on ${key.host} is being changed, read or attached by another request. ` +
      'Try again when that has ended.',
    { headers: { 'Retry-After': '5' } },
  );
}
