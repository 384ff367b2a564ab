import type { Label } from '../../albatross/names.ts';
import { AccountLimit } from '../../base/account-limit.ts';
import type { Actor } from '../../identity/access/actor.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { KeptImages } from '../../storage/kept-images/kept-images.ts';
import type { Releases } from '../releases/releases.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { findReleasedImage } from './find-released-image.ts';
import type { KnownOrigin } from './origin.ts';
import type { DeploySource } from './schema.ts';

/** What a source was found to mean; nothing of it has been fetched. */
export interface SourcedImage {
  readonly known: KnownOrigin;
  /** SHA-256, hex; null: it is not told before all of it is here. */
  readonly digest: string | null;
  /** The image, which is the caller's. Rejects with the problem of its source, and the signal's reason. */
  fetch(signal: AbortSignal): Promise<StoredImage>;
}

/** Which image is asked for, by whom, and for which unikernel. */
export interface SourceRequest {
  readonly source: DeploySource;
  readonly key: UnikernelKey;
  readonly actor: Actor;
}

export interface SourcedImagesDeps {
  readonly releases: Pick<Releases, 'find' | 'originOf'>;
  readonly kept: Pick<KeptImages, 'find'>;
}

/** Fetched at once, and asked for at once. */
const fetchedAtOnce = { ofAccount: 2, ofAll: 8 };
const askedAtOnce = { ofAccount: 4, ofAll: 32 };

/** Finds the images of deployments where they come from, and fetches them. */
export class SourcedImages {
  readonly #deps: SourcedImagesDeps;
  readonly #fetches = new AccountLimit(fetchedAtOnce);
  readonly #questions = new AccountLimit(askedAtOnce);

  constructor(deps: SourcedImagesDeps) {
    this.#deps = deps;
  }

  /**
   * Finds out what a source means now, and holds on to exactly that. Rejects with the problem of the
   * source, and as `findReleasedImage`.
   */
  async find(request: SourceRequest, signal: AbortSignal): Promise<SourcedImage> {
    const { domain } = request.key;
    const found = await this.#questions.within(domain, signal, () => this.#find(request));
    return { ...found, fetch: (bound) => this.#fetch(domain, found, bound) };
  }

  async #find(request: SourceRequest): Promise<SourcedImage> {
    return await findReleasedImage(this.#deps, request);
  }

  async #fetch(domain: Label, found: SourcedImage, signal: AbortSignal): Promise<StoredImage> {
    const kept = found.digest === null ? null : await this.#deps.kept.find(found.digest);
    return kept ?? (await this.#fetches.within(domain, signal, () => found.fetch(signal)));
  }
}
