import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Download } from '../outgoing/download.ts';
import type { ImageStore, StoredImage } from '../storage/image-store.ts';
import type { KeptImages } from '../storage/kept-images/kept-images.ts';
import { HttpsSource } from './https-source.ts';
import type { Newer, PinnedSource, ResolvedSource } from './pinned-source.ts';
import { asSourceProblem } from './problems.ts';
import { receive } from './receive.ts';
import type { Context, Requester } from './requester.ts';
import type { ImageSource } from './schema.ts';
import type { SourceFile } from './source-file.ts';

export interface SourcesDeps {
  readonly download: Download;
  readonly images: ImageStore;
  readonly kept: Pick<KeptImages, 'find'>;
  readonly clock: Clock;
  /** The credential for a service that is used for an account; null: there is none. */
  readonly secretFor: (
    accountId: string,
    service: 'github' | 'docker-hub',
  ) => Promise<string | null>;
  /** Where the builder is; null: none is named. */
  readonly builder: URL | null;
}

/** Files of which is remembered which image they were. */
const maxRemembered = 10_000;

/** Fetches images from wherever they come. */
export class Sources {
  readonly #deps: SourcesDeps;
  readonly #https: HttpsSource;
  readonly #images = new LRUCache<string, string>({ max: maxRemembered });

  constructor(deps: SourcesDeps) {
    this.#deps = deps;
    this.#https = new HttpsSource(deps.download);
  }

  /**
   * What exactly a source means now. Nothing is fetched but what tells that. Throws the problems of a
   * source (`source-…`), and the signal's reason.
   */
  async resolve(
    source: ImageSource,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<ResolvedSource> {
    return await this.#asking({ ...requester, signal }, async () => {
      if (source.kind === 'https') return this.#https.resolve(source);
      throw new Problem('source-unsuitable', 'This kind of source is not fetched from yet.');
    });
  }

  /**
   * The image itself, which is the caller's; where its digest is known and kept here, nothing is
   * fetched. Throws as `resolve` and `receive` do; nothing stays then.
   */
  async fetch(
    { pinned }: Pick<ResolvedSource, 'pinned'>,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<StoredImage> {
    return await this.#asking({ ...requester, signal }, async (context) => {
      const key = JSON.stringify(pinned);
      const known = this.#images.get(key);
      const kept = known === undefined ? null : await this.#deps.kept.find(known);
      if (kept) return kept;
      using file = await this.#open(pinned, context);
      const image = await receive(this.#deps.images, file, context, null);
      this.#images.set(key, image.digest);
      return image;
    });
  }

  /** What is newer at a source than what was pinned there; null: nothing, or it cannot be told. */
  async latest(
    pinned: PinnedSource,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<Newer | null> {
    return await this.#asking({ ...requester, signal }, async () => {
      if (pinned.kind === 'https') return null;
      throw new Problem('source-unsuitable', 'This kind of source is not fetched from yet.');
    });
  }

  /** The build that made an image, as the builder knows it; null: it does not, or none is named. */
  async findByDigest(_sha256: string, _signal: AbortSignal): Promise<ResolvedSource | null> {
    return null;
  }

  async #open(pinned: PinnedSource, context: Context): Promise<SourceFile> {
    if (pinned.kind === 'https') return await this.#https.open(pinned, context);
    throw new Problem('source-unsuitable', 'This kind of source is not fetched from yet.');
  }

  async #asking<T>(context: Context, ask: (context: Context) => Promise<T>): Promise<T> {
    try {
      return await ask(context);
    } catch (error) {
      context.signal.throwIfAborted();
      throw asSourceProblem(error);
    }
  }
}
