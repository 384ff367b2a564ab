import type { Label } from '../albatross/names.ts';
import { Problem } from '../errors.ts';

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
 * One change a volume at a time (DESIGN section 7): creating, filling, removing and attaching hold
 * it alone, a download shares it with other downloads. Nobody waits: who comes second gets 409.
 */
export class VolumeLocks {
  readonly #held = new Map<string, Holders>();

  /** Holds the volume alone until disposed. Throws `volume-busy`. */
  exclusive(key: VolumeKey): Disposable {
    const text = formatKey(key);
    if (this.#held.has(text)) throw busy(key);
    this.#held.set(text, { readers: 0, writer: true });
    return once(() => this.#held.delete(text));
  }

  /** Holds several volumes alone, all or none. */
  exclusiveAll(keys: readonly VolumeKey[]): Disposable {
    const stack = new DisposableStack();
    try {
      for (const key of keys) stack.use(this.exclusive(key));
    } catch (error) {
      stack.dispose();
      throw error;
    }
    return stack;
  }

  /** Holds the volume together with others who only read it. Throws `volume-busy`. */
  shared(key: VolumeKey): Disposable {
    const text = formatKey(key);
    const holders = this.#held.get(text) ?? { readers: 0, writer: false };
    if (holders.writer) throw busy(key);
    holders.readers += 1;
    this.#held.set(text, holders);
    return once(() => {
      holders.readers -= 1;
      if (holders.readers === 0) this.#held.delete(text);
    });
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

/** Releasing twice does nothing, since the volume may be another's by then. */
function once(release: () => void): Disposable {
  let held = true;
  return {
    [Symbol.dispose]: () => {
      if (held) release();
      held = false;
    },
  };
}
