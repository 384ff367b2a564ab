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
import { fetchRemoteImage, findRemoteImage } from './find-remote-image.ts';
import type { KnownOrigin } from './origin.ts';
import type { DeploySource } from './schema.ts';

/** What the room of sources does for unikernels. */
export type ImageSources = Pick<
  Sources,
  'resolve' | 'findKept' | 'fetch' | 'latest' | 'findByDigest'
>;

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

/** Does what goes out to another server when the account has a place for it. */
export type GoOut = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

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

/** What of an account waits for its place, and milliseconds: as long as a file or an answer takes at most. */
const waitingFetches = { ofAccount: 256, milliseconds: 30 * 60_000 };
const waitingQuestions = { ofAccount: 256, milliseconds: 30_000 };

/** Fetched at once, and asked for at once. */
const fetchedAtOnce = { ofAccount: 2, ofAll: 8, waiting: waitingFetches };
const askedAtOnce = { ofAccount: 4, ofAll: 32, waiting: waitingQuestions };

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
    const { source, key, signature } = request;
    if (source.kind === 'release') {
      return await findReleasedImage(this.#deps, { ...request, source });
    }
    const { domain } = key;
    return await this.#questions.within(domain, signal, async () => {
      const requester = { ...(await this.#requester(domain)), signature };
      const goOut = this.#goOutFor(domain);
      return await findRemoteImage({ ...this.#deps, goOut }, source, requester, signal);
    });
  }

  /** What was found before, as it was pinned then; a release is the kept image of its digest. */
  again(known: KnownOrigin, { account, digest, signature }: FoundBefore): SourcedImage {
    const { pinned } = known;
    const fetch = async (bound: AbortSignal) => {
      if (digest === null && pinned) {
        const requester = { ...(await this.#requester(account)), signature };
        const goOut = this.#goOutFor(account);
        return await fetchRemoteImage({ ...this.#deps, goOut }, { pinned }, requester, bound);
      }
      const image = digest === null ? null : await this.#deps.kept.find(digest);
      if (image) return image;
      throw new Problem('image-not-kept', 'The image is not kept any more.');
    };
    return { known, digest, told: digest, limits: null, fetch };
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

  #goOutFor(account: Label): GoOut {
    return (signal, work) => this.#fetches.within(account, signal, work);
  }
}
