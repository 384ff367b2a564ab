import type { ServiceDeps } from '../deps.ts';
import { type Latest, nothingKnown, type PinnedOf, type ResolvedSource } from '../pinned-source.ts';
import { moved, notFound, unexpected, unsuitable } from '../problems.ts';
import type { SourceOf } from '../schema.ts';
import { TooLong } from '../service.ts';
import { asFile, type SourceFile } from '../source-file.ts';
import type { SourceKind } from '../source-kind.ts';
import type { Build } from './answers.ts';
import { type Asked, BuilderApi, parseBuild } from './api.ts';

type Pinned = PinnedOf<'builder'>;

/** Builds of a builder-web, as the MirageOS community runs it. */
export class BuilderSource implements SourceKind<SourceOf<'builder'>, Pinned> {
  readonly #api: BuilderApi;
  readonly #pages: URL | null;

  /** `pages`: where people find its pages; null: nowhere. */
  constructor(deps: Pick<ServiceDeps, 'download'>, url: URL, pages: URL | null) {
    this.#api = new BuilderApi(deps, url);
    this.#pages = pages;
  }

  /** Throws `source-not-found`, `source-unsuitable`, `source-nonsense`. */
  async resolve(
    { job, build = 'latest', platform }: SourceOf<'builder'>,
    context: Asked,
  ): Promise<ResolvedSource<Pinned>> {
    if (build === 'latest')
      return await this.#resolved(await this.#latest(job, platform, context), context);
    // A build is of one platform anyway.
    const found = await this.#api.build(`/job/${job}/build/${build}`, undefined, context);
    if (found) return await this.#resolved(found, context);
    throw notFound(`The builder has no job ${job} with build ${build}.`);
  }

  /** The newest build that made an image; null: the builder knows none. */
  async findByDigest(sha256: string, context: Asked): Promise<ResolvedSource<Pinned> | null> {
    const url = this.#api.at('/hash');
    url.searchParams.set('sha256', sha256);
    const answer = await this.#api.ask(url, context);
    if (answer.status === 404) return null;
    const build = parseBuild(answer);
    return build.main_binary ? await this.#resolved(build, context) : null;
  }

  async open({ job, build, sha256 }: Pinned, asked: Asked): Promise<SourceFile> {
    const url = this.#api.at(`/job/${job}/build/${build}/main-binary`);
    const answer = await this.#api.open(url, asked);
    if (answer.status === 200) return asFile(answer, sha256 ?? taggedDigest(answer.headers.etag));
    answer[Symbol.dispose]();
    if (answer.status === 404) throw moved(`The builder no longer has build ${build}.`);
    throw unexpected('The builder', answer.status);
  }

  /** It has none. */
  async openSignature(): Promise<null> {
    return null;
  }

  /**
   * The latest build for the same platform, where it is known to have made another binary. Throws as `resolve`
   * does.
   */
  async latest(pinned: Pinned, context: Asked): Promise<Latest> {
    const { job, build, platform, sha256 } = pinned;
    const found = await this.#latest(job, platform ?? undefined, context);
    if (found.uuid === build) return nothingKnown;
    const resolved = await this.#tagged(await this.#resolved(found, context), context);
    if (resolved.digest === null || resolved.digest === sha256) return nothingKnown;
    const comparison = this.#pageAt(`compare/${build}/${found.uuid}`);
    return { newer: { resolved, comparison }, limits: null };
  }

  async #latest(job: string, platform: string | undefined, context: Asked): Promise<Build> {
    const found = await this.#api.build(`/job/${job}/build/latest`, platform, context);
    if (found) return found;
    const where = platform === undefined ? '' : ` for ${platform}`;
    throw notFound(`The builder has no job ${job} with a build that produced a binary${where}.`);
  }

  async #resolved(
    { job, uuid, platform, start_time, main_binary }: Build,
    context: Asked,
  ): Promise<ResolvedSource<Pinned>> {
    if (!main_binary) throw unsuitable(`Build ${uuid} of ${job} produced no binary.`);
    const binary = await this.#binaryOf(job, uuid, context);
    const digest = binary?.sha256 ?? null;
    const day = /^\d{4}-\d\d-\d\d/.exec(start_time ?? '')?.[0];
    return {
      pinned: { kind: 'builder', job, build: uuid, platform: platform ?? null, sha256: digest },
      version: [day, uuid.slice(0, 8)].filter((part) => part !== undefined).join(' '),
      ...{ digest, size: binary?.size ?? null, limits: null },
      page: this.#pageAt(`job/${job}/build/${uuid}`),
    };
  }

  #pageAt(path: string): string | null {
    return this.#pages && new URL(path, this.#pages).href;
  }

  /** The same with the digest that the file's tag says, where the job does not. */
  async #tagged(resolved: ResolvedSource<Pinned>, context: Asked): Promise<ResolvedSource<Pinned>> {
    if (resolved.digest !== null) return resolved;
    // It answers no HEAD.
    using file = await this.open(resolved.pinned, context);
    const { digest } = file;
    return { ...resolved, digest, pinned: { ...resolved.pinned, sha256: digest } };
  }

  /**
   * Only the job says it, and not of builds that a later one has repeated, for any platform; where it has
   * made too many, the file's tag has to.
   */
  async #binaryOf(job: string, uuid: string, context: Asked) {
    try {
      const outputs = await this.#api.outputs(job, context);
      return outputs?.find((each) => each.uuid === uuid)?.binary ?? null;
    } catch (error) {
      if (error instanceof TooLong) return null;
      throw error;
    }
  }
}

/** A file's tag is its SHA-256 in base64, with or without the quotes that a tag has; a proxy may have made it weak. */
function taggedDigest(tag: string | undefined): string | null {
  const [, base64] = /^(?:W\/)?"?([A-Za-z0-9+/]{43}=)"?$/.exec(tag ?? '') ?? [];
  return base64 === undefined ? null : Buffer.from(base64, 'base64').toString('hex');
}
