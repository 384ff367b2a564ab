import type { Label } from '../../albatross/names.ts';
import { AccountLimit } from '../../base/account-limit.ts';
import { Problem } from '../../base/errors.ts';
import type { Actor } from '../../identity/access/actor.ts';
import type { Domains } from '../../identity/accounts/domains.ts';
import type { RequestLimits } from '../../sources/pinned-source.ts';
import type { Requester } from '../../sources/requester.ts';
import type { Sources } from '../../sources/sources.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import type { KeptImages } from '../../storage/kept-images/kept-images.ts';
import type { Releases } from '../releases/releases.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { findReleasedImage } from './find-released-image.ts';
import { findRemoteImage } from './find-remote-image.ts';
import type { KnownOrigin } from './origin.ts';
import type { DeploySource } from './schema.ts';

/** What the room of sources does for unikernels. */
export type ImageSources = Pick<Sources, 'resolve' | 'fetch' | 'latest' | 'findByDigest'>;

/** What a source was found to mean; nothing of it has been fetched. */
export interface SourcedImage {
  readonly known: KnownOrigin;
  /** SHA-256 of an image of the account that is kept here, hex; null: it is not known to be. */
  readonly digest: string | null;
  /** What its source says of the file that it is there, which may be compressed. */
  readonly told: string | null;
  /** What is left of the limit of the credential that was used; null: nothing was said of one. */
  readonly limits: RequestLimits | null;
  /** The image, which is the caller's. Rejects with the problem of its source, and the signal's reason. */
  fetch(signal: AbortSignal): Promise<StoredImage>;
}

/** Which image is asked for, by whom, and for which unikernel. */
export interface SourceRequest {
  readonly source: DeploySource;
  readonly key: UnikernelKey;
  readonly actor: Actor;
  /** Of the image, as minisign writes it. */
  readonly signature?: string | undefined;
}

/** For whom something was found. */
export interface FoundBefore {
  readonly account: Label;
  /** Of a release's image, hex; null: it came from elsewhere. */
  readonly digest: string | null;
  readonly signature?: string | undefined;
}

export interface SourcedImagesDeps {
  readonly releases: Pick<Releases, 'find' | 'originOf' | 'hasImage'>;
  readonly kept: Pick<KeptImages, 'find'>;
  readonly sources: ImageSources;
  readonly accounts: Pick<Domains, 'activeOf' | 'signingKeyOf'>;
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
    const found = await this.#questions.within(domain, signal, () => this.#find(request, signal));
    const fetch = (bound: AbortSignal) =>
      this.#fetches.within(domain, bound, () => found.fetch(bound));
    return { ...found, fetch };
  }

  /** What was found before, as it was pinned then; a release is the kept image of its digest. */
  again(known: KnownOrigin, { account, digest, signature }: FoundBefore): SourcedImage {
    const { pinned } = known;
    const fetch = async (bound: AbortSignal) => {
      if (digest === null && pinned) {
        const requester = { ...(await this.#requester(account)), signature };
        return await this.#deps.sources.fetch({ pinned }, requester, bound);
      }
      const image = digest === null ? null : await this.#deps.kept.find(digest);
      if (image) return image;
      throw new Problem('image-not-kept', 'The image is not kept any more.');
    };
    return {
      ...{ known, digest, told: digest, limits: null },
      fetch: (bound) => this.#fetches.within(account, bound, () => fetch(bound)),
    };
  }

  /** Asks a source something for an account, within its share of what is asked at once. */
  async asking<T>(
    account: Label,
    signal: AbortSignal,
    ask: (requester: Requester) => Promise<T>,
  ): Promise<T> {
    return await this.#questions.within(account, signal, async () =>
      ask(await this.#requester(account)),
    );
  }

  /** For whom something is fetched. One that is deleted or suspended has no credentials any more. */
  async #requester(account: Label): Promise<Requester> {
    const { accounts } = this.#deps;
    const found = await accounts.activeOf(account);
    const signingKey = await accounts.signingKeyOf(account);
    return { account, accountId: found?.id ?? null, signingKey };
  }

  async #find(request: SourceRequest, signal: AbortSignal): Promise<SourcedImage> {
    const { source, key, signature } = request;
    if (source.kind === 'release')
      return await findReleasedImage(this.#deps, { ...request, source });
    const requester = { ...(await this.#requester(key.domain)), signature };
    return await findRemoteImage(this.#deps, source, requester, signal);
  }
}
