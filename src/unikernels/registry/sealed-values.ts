import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { createLru } from '../../base/lru.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { AskedConfig } from '../asked-config.ts';

/** How many values are kept open, since lists want all of them again and again. */
const maxOpen = 4_000;

interface StoredInfo extends Omit<UnikernelInfo, 'digest' | 'started'> {
  /** Hex. */
  readonly digest: string;
  /** RFC 3339. */
  readonly started: string | null;
}

/**
 * Seals what unikernels are started with, which may hold secrets, each in the context of its
 * unikernel's id. What no key opens is as if it had never been known.
 */
export class SealedValues {
  readonly #box: SecretBox;
  readonly #open = createLru<NonNullable<unknown>>(maxOpen);

  constructor(box: SecretBox) {
    this.#box = box;
  }

  sealConfig(id: string, config: AskedConfig): string {
    return this.#seal(id, config);
  }

  openConfig(id: string, sealed: string | null | undefined): AskedConfig | null {
    return this.#opened<AskedConfig>(id, sealed);
  }

  sealInfo(id: string, info: UnikernelInfo): string {
    const stored: StoredInfo = {
      ...info,
      digest: info.digest.toString('hex'),
      started: info.started?.toISOString() ?? null,
    };
    return this.#seal(id, stored);
  }

  openInfo(id: string, sealed: string | null | undefined): UnikernelInfo | null {
    const stored = this.#opened<StoredInfo>(id, sealed);
    if (!stored) return null;
    const started = stored.started === null ? null : new Date(stored.started);
    return { ...stored, digest: Buffer.from(stored.digest, 'hex'), started };
  }

  #seal(id: string, value: object): string {
    return this.#box.seal(Buffer.from(JSON.stringify(value)), sealContext(id));
  }

  /** What was sealed here, so that it has the type it had. */
  #opened<T extends object>(id: string, sealed: string | null | undefined): T | null {
    if (sealed === null || sealed === undefined) return null;
    try {
      const known = this.#open.get(sealed);
      const value: T = known ?? JSON.parse(this.#box.open(sealed, sealContext(id)).toString());
      this.#open.set(sealed, value);
      return value;
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }
}

/** In what context the values of a unikernel are sealed. */
export const sealContext = (id: string) => `unikernel/${id}`;
