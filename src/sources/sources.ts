import { Problem } from '../base/errors.ts';
import { createLru } from '../base/lru.ts';
import { defaultMinRate } from '../base/pace.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import type { ImageStore, StoredImage } from '../storage/image-store.ts';
import type { KeptImages } from '../storage/kept-images/kept-images.ts';
import { Catalog } from './catalog.ts';
import { createKinds, type Kind, type Kinds, type KindsDeps } from './kinds.ts';
import type { Listing } from './listing.ts';
import type { Latest, PinnedOf, PinnedSource, ResolvedSource } from './pinned-source.ts';
import { asSourceProblem } from './problems.ts';
import { receive } from './receive.ts';
import type { Context, Requester } from './requester.ts';
import type { ImageSource, SourceOf } from './schema.ts';
import { type Fetched, SharedFetches } from './shared-fetches.ts';
import { signatureOf } from './signatures/signature-of.ts';
import type { SourceKind } from './source-kind.ts';
import { TimeLimit } from './time-limit.ts';
import { toldDigest } from './told-digest.ts';

export interface SourcesDeps extends KindsDeps {
  readonly timer?: Timer;
  /** Octets a second that have to come of a file that takes longer than a small one may. */
  readonly minRate?: number;
  readonly images: ImageStore;
  readonly kept: Pick<KeptImages, 'find'>;
  /** Whether an account has had an image: only then is it enough to know its digest. */
  readonly isOwn: (account: string, digest: string) => Promise<boolean>;
  /** SHA-256 of the image that an account has had from exactly there, hex; null: none. */
  readonly imageFrom: (account: string, pinned: PinnedSource) => Promise<string | null>;
}

/** Milliseconds in which a source has said what it has. */
const timeToSay = 30_000;

/** Milliseconds in which a file is here: few where it is small. */
const timeToSend = { atFirst: 3 * 60_000, atMost: 30 * 60_000 };

/** Files of which is remembered which images they were. */
const maxRemembered = 10_000;

/**
 * Sources that tell of a file only what they have found out from it, to whoever may have it: what they
 * name is enough to have an image that is kept. Of a registry or the web everybody can have one that
 * names what it likes.
 */
const trustedKinds: ReadonlySet<Kind> = new Set<Kind>(['github', 'builder']);

type Asked = Pick<Context, 'signal'>;

/**
 * Fetches images from wherever they come. Every method throws the problems of sources, and the
 * signal's reason.
 */
export class Sources {
  readonly #deps: SourcesDeps;
  readonly #kinds: ReturnType<typeof createKinds>;
  readonly #catalog: Catalog;
  /** The digests of images, by those of the files that they came in. */
  readonly #imageOf = createLru<string>(maxRemembered);
  /** Images that were fetched for an account, whatever became of them. */
  readonly #fetched = createLru<true>(maxRemembered);
  readonly #fetches = new SharedFetches();

  constructor(deps: SourcesDeps) {
    this.#deps = deps;
    this.#kinds = createKinds(deps);
    this.#catalog = new Catalog(deps);
  }

  /** What exactly a source means now. Nothing is fetched but what tells that. */
  async resolve(
    source: ImageSource,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<ResolvedSource> {
    const ask = (context: Context) => this.#of(source.kind).resolve(source, context);
    return await this.#said({ ...requester, signal }, ask);
  }

  /** The image where it is known and kept here, and nothing has to be asked of its source; else null. */
  async findKept(
    { pinned }: Pick<ResolvedSource, 'pinned'>,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<StoredImage | null> {
    const { signingKey = null, signature } = requester;
    if (signingKey !== null && signature === undefined) return null; // that has to be fetched
    const find = async (context: Context) => {
      const required = await signatureOf(this.#of(pinned.kind), pinned, context);
      const known = await this.#findKept(pinned, await this.#knownAs(pinned, context), context);
      return known && (await required.isOf(known, toldDigest(pinned))) ? known : null;
    };
    return await this.#said({ ...requester, signal }, find);
  }

  /**
   * The image itself, which is the caller's; where it is known and kept here, or is being fetched for the
   * same account, nothing is fetched. Nothing stays of what fails.
   */
  async fetch(
    { pinned }: Pick<ResolvedSource, 'pinned'>,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<StoredImage> {
    const { timer = systemTimer, minRate: pace = defaultMinRate.octets } = this.#deps;
    const what = JSON.stringify([pinned, requester]);
    return await this.#fetches.join(what, signal, async (shared) => {
      using limit = new TimeLimit(timer, { ...timeToSend, pace });
      const fetch = (context: Context) => this.#fetch(pinned, context, limit);
      return await within(limit, { ...requester, signal: shared }, fetch);
    });
  }

  /** What is newer at a source than what was pinned there. */
  async latest(pinned: PinnedSource, requester: Requester, signal: AbortSignal): Promise<Latest> {
    const ask = (context: Context) => this.#of(pinned.kind).latest(pinned, context);
    return await this.#said({ ...requester, signal }, ask);
  }

  /** The newest build that made an image; null: the builder knows none, or the server names none. */
  async findByDigest(sha256: string, signal: AbortSignal): Promise<ResolvedSource | null> {
    const ask = (context: Asked) => this.#kinds.builder.findByDigest(sha256, context);
    return await this.#said({ signal }, ask);
  }

  /** What a source has to choose from. */
  async list<T>(
    ask: (catalog: Catalog, context: Context) => Promise<Listing<T>>,
    requester: Requester,
    signal: AbortSignal,
  ): Promise<Listing<T>> {
    return await this.#said({ ...requester, signal }, (context) => ask(this.#catalog, context));
  }

  async #fetch(pinned: PinnedSource, context: Context, limit: TimeLimit): Promise<Fetched> {
    const kind = this.#of(pinned.kind);
    const { images } = this.#deps;
    const signature = await signatureOf(kind, pinned, context);
    const told = toldDigest(pinned);
    const before = await this.#knownAs(pinned, context);
    const known = await this.#findKept(pinned, before, context);
    if (known && (await signature.isOf(known, told))) return { image: known, isKept: true };
    using file = await kind.open(pinned, context);
    const shown = this.#rememberedAs(pinned, file.digest) ?? file.digest;
    const kept = shown === before ? null : await this.#findKept(pinned, shown, context);
    if (kept && (await signature.isOf(kept, file.digest))) return { image: kept, isKept: true };
    const arriving = { file, signature: signature.begin(), came: limit.came.bind(limit) };
    const image = await receive(images, arriving, context);
    this.#imageOf.set(fileName(pinned, file.digest), image.digest);
    if (context.accountId !== null) this.#fetched.set(imageName(context, image.digest), true);
    return { image, isKept: false };
  }

  /** The digest of the image that it is, as far as that is known before anything is fetched. */
  async #knownAs(pinned: PinnedSource, { account }: Context): Promise<string | null> {
    const told = toldDigest(pinned);
    const { imageFrom } = this.#deps;
    return this.#rememberedAs(pinned, told) ?? (await imageFrom(account, pinned)) ?? told;
  }

  /** The digest of the image that a file was found to be; null: it was not fetched lately. */
  #rememberedAs(pinned: PinnedSource, digest: string | null): string | null {
    return this.#imageOf.get(fileName(pinned, digest)) ?? null;
  }

  /** The image of a digest, where the account may have it from there; null: it has to be fetched. */
  async #findKept(
    { kind }: PinnedSource,
    digest: string | null,
    context: Context,
  ): Promise<StoredImage | null> {
    const { kept, isOwn } = this.#deps;
    if (digest === null) return null;
    const mayHave =
      trustedKinds.has(kind) ||
      this.#fetched.has(imageName(context, digest)) ||
      (await isOwn(context.account, digest));
    return mayHave ? await kept.find(digest) : null;
  }

  async #said<C extends Asked, T>(context: C, ask: (context: C) => Promise<T>): Promise<T> {
    const { timer = systemTimer } = this.#deps;
    const allowed = { atFirst: timeToSay, atMost: timeToSay, pace: defaultMinRate.octets };
    using limit = new TimeLimit(timer, allowed);
    return await within(limit, context, ask);
  }

  #of<K extends Kind>(kind: K): SourceKind<SourceOf<K>, PinnedOf<K>> {
    const kinds: Kinds = this.#kinds;
    return kinds[kind];
  }
}

/** What a file is remembered by: its digest, or else all that pins it. */
const fileName = (pinned: PinnedSource, digest: string | null) => digest ?? JSON.stringify(pinned);

/** What an image is remembered by, of an account: by its id, since its name may be another's later. */
const imageName = ({ accountId }: Context, digest: string) => `${accountId} ${digest}`;

/** However often a source redirects, and however slowly it sends. */
async function within<C extends Asked, T>(
  limit: TimeLimit,
  context: C,
  ask: (context: C) => Promise<T>,
): Promise<T> {
  try {
    const signal = AbortSignal.any([context.signal, limit.signal]);
    return await ask({ ...context, signal });
  } catch (error) {
    context.signal.throwIfAborted();
    if (!limit.signal.aborted) throw asSourceProblem(error);
    const seconds = Math.round(limit.allowed / 1000);
    const detail = `The source did not finish within ${seconds} s.`;
    throw new Problem('source-too-slow', detail, { cause: error });
  }
}
