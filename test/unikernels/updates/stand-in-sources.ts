import { Readable } from 'node:stream';
import { Problem } from '../../../src/base/errors.ts';
import type {
  Latest,
  PinnedSource,
  RequestLimits,
  ResolvedSource,
} from '../../../src/sources/pinned-source.ts';
import type { Requester } from '../../../src/sources/requester.ts';
import type { ImageStore } from '../../../src/storage/image-store.ts';
import type { ImageSources } from '../../../src/unikernels/origins/sourced-images.ts';

/** A build that the builder has. */
export interface Build {
  readonly id: string;
  readonly image: Buffer;
  readonly digest: string;
}

/** The room of sources with one builder behind it, which a test fills. */
export class StandInSources implements ImageSources {
  /** Oldest first, of the job `hello`. */
  readonly builds: Build[] = [];
  /** For whom something was asked, and what. */
  readonly asked: string[] = [];
  /** What the builder says instead; null: what it has. */
  problem: Problem | null = null;
  /** An account for which asking fails as nobody foresees; null: none. */
  brokenFor: string | null = null;
  /** What it says is left of its limit. */
  limits: RequestLimits | null = null;
  /** What is waited for before it says what is newer; null: nothing. */
  held: Promise<void> | null = null;
  images: ImageStore | null = null;

  async resolve(source: object, requester: Requester): Promise<ResolvedSource> {
    this.#ask('resolve', requester);
    const { build } = { build: undefined, ...source };
    const found = this.builds.find(({ id }) => id === build) ?? this.builds.at(-1);
    if (!found || (build !== undefined && found.id !== build)) {
      throw new Problem('source-not-found', 'There is no such build.');
    }
    return { ...resolved(found), limits: this.limits };
  }

  async findKept(): Promise<null> {
    return null;
  }

  async fetch({ pinned }: { readonly pinned: PinnedSource }, { account }: Requester) {
    const build = pinned.kind === 'builder' ? pinned.build : null;
    const found = this.builds.find(({ id }) => id === build);
    if (!found || !this.images) throw new Problem('source-not-found', 'There is no such build.');
    return await this.images.receive(Readable.from([found.image]), account);
  }

  async latest(pinned: PinnedSource, requester: Requester): Promise<Latest> {
    this.#ask('latest', requester);
    await this.held;
    const { limits } = this;
    const newest = this.builds.at(-1);
    if (!newest || pinned.kind !== 'builder' || newest.id === pinned.build)
      return { newer: null, limits };
    const comparison = `https://builder.example/compare/${pinned.build}/${newest.id}`;
    return { newer: { resolved: resolved(newest), comparison }, limits };
  }

  async findByDigest(sha256: string): Promise<ResolvedSource | null> {
    this.#ask('digest', { account: sha256.slice(0, 8) });
    const found = this.builds.find(({ digest }) => digest === sha256);
    return found ? resolved(found) : null;
  }

  #ask(what: string, { account }: Pick<Requester, 'account'>): void {
    this.asked.push(`${what} ${account}`);
    if (this.brokenFor === account) throw new Error('broken');
    if (this.problem) throw this.problem;
  }
}

function resolved({ id, image, digest }: Build): ResolvedSource {
  const pinned = {
    kind: 'builder',
    job: 'hello',
    build: id,
    platform: null,
    sha256: digest,
  } as const;
  const page = `https://builder.example/job/hello/build/${id}`;
  return { pinned, version: id, digest, size: image.length, page, limits: null };
}
