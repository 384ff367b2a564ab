import type { Release } from './entity.ts';

/** What of a release counts. */
export type CountedRelease = Pick<Release, 'id' | 'host' | 'unikernel' | 'digest' | 'name'>;

/** Releases of a unikernel that stay in any case: what runs, and what can be gone back to. */
const alwaysKept = 2;

/**
 * Counts the images of an account's releases, each once, against what these may take together. The
 * newest two of each unikernel stay in any case, and so do those with a name.
 */
export class ImageShare {
  readonly #releases: readonly CountedRelease[];
  readonly #sizes: ReadonlyMap<string, number>;

  /** `releases`: the newest first. `sizes`: octets by digest; what is not kept takes nothing. */
  constructor(releases: readonly CountedRelease[], sizes: ReadonlyMap<string, number>) {
    this.#releases = releases;
    this.#sizes = sizes;
  }

  /** Octets of the images that stay in any case. */
  get fixed(): number {
    return sum([...this.#fixedDigests()].map((digest) => this.#sizeOf(digest)));
  }

  /** Those that have to go, the oldest ones, so that the others take at most so many octets. */
  beyond(share: number): CountedRelease[] {
    const fixed = this.#fixedIds();
    const digests = this.#fixedDigests();
    let left = share - this.fixed;
    const gone: CountedRelease[] = [];
    for (const release of this.#releases) {
      if (fixed.has(release.id)) continue;
      const size = digests.has(release.digest) ? 0 : this.#sizeOf(release.digest);
      if (size > 0 && size > left) {
        gone.push(release);
        continue;
      }
      left -= size;
      digests.add(release.digest);
    }
    return gone;
  }

  #fixedIds(): Set<string> {
    const counts = new Map<string, number>();
    const fixed = this.#releases.filter(({ host, unikernel, name }) => {
      const key = `${host}/${unikernel}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return name !== null || count <= alwaysKept;
    });
    return new Set(fixed.map(({ id }) => id));
  }

  #fixedDigests(): Set<string> {
    const fixed = this.#fixedIds();
    return new Set(this.#releases.filter(({ id }) => fixed.has(id)).map(({ digest }) => digest));
  }

  #sizeOf(digest: string): number {
    return this.#sizes.get(digest) ?? 0;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
