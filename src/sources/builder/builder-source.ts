import { agent, fileHeaders, type ServiceDeps } from '../deps.ts';
import { type Latest, nothingKnown, type PinnedOf, type ResolvedSource } from '../pinned-source.ts';
import { moved, notFound, unexpected, unsuitable } from '../problems.ts';
import type { Context } from '../requester.ts';
import type { SourceOf } from '../schema.ts';
import { ask, parseAnswer, type ServiceAnswer } from '../service.ts';
import { asFile, type SourceFile } from '../source-file.ts';
import type { SourceKind } from '../source-kind.ts';
import { type Build, buildAnswer, jobAnswer } from './answers.ts';

type Pinned = PinnedOf<'builder'>;
type Asked = Pick<Context, 'signal'>;

/** Builds of a builder-web, as the MirageOS community runs it. */
export class BuilderSource implements SourceKind<SourceOf<'builder'>, Pinned> {
  readonly #deps: Pick<ServiceDeps, 'download'>;
  readonly #url: URL;

  constructor(deps: Pick<ServiceDeps, 'download'>, url: URL) {
    this.#deps = deps;
    this.#url = url;
  }

  /** Throws `source-not-found`, `source-unsuitable`, `source-nonsense`. */
  async resolve(
    { job, build = 'latest', platform }: SourceOf<'builder'>,
    context: Asked,
  ): Promise<ResolvedSource<Pinned>> {
    // A build is of one platform anyway.
    const wanted = build === 'latest' ? platform : undefined;
    const found = await this.#build(`/job/${job}/build/${build}`, wanted, context);
    if (found) return await this.#resolved(found, context);
    const which = build === 'latest' ? 'a build that produced a binary' : `build ${build}`;
    const where = wanted === undefined ? '' : ` for ${wanted}`;
    throw notFound(`The builder has no job ${job} with ${which}${where}.`);
  }

  /** The newest build that made an image; null: the builder knows none. */
  async findByDigest(sha256: string, context: Asked): Promise<ResolvedSource<Pinned> | null> {
    const url = this.#at('/hash');
    url.searchParams.set('sha256', sha256);
    const answer = await this.#ask(url, context);
    if (answer.status === 404) return null;
    const build = parseBuild(answer);
    return build.main_binary ? await this.#resolved(build, context) : null;
  }

  async open({ job, build, sha256 }: Pinned, { signal }: Asked): Promise<SourceFile> {
    const url = this.#at(`/job/${job}/build/${build}/main-binary`);
    const answer = await this.#deps.download({ ...this.#way(url), headers: fileHeaders, signal });
    if (answer.status === 200) return asFile(answer, sha256 ?? taggedDigest(answer.headers.etag));
    answer[Symbol.dispose]();
    if (answer.status === 404) throw moved(`The builder no longer has build ${build}.`);
    throw unexpected('The builder', answer.status);
  }

  /** It has none. */
  async openSignature(): Promise<null> {
    return null;
  }

  /** The latest build for the same platform, where it is known to have made another binary. */
  async latest(pinned: Pinned, context: Asked): Promise<Latest> {
    const { job, build, platform, sha256 } = pinned;
    const path = `/job/${job}/build/latest`;
    const found = await this.#build(path, platform ?? undefined, context);
    if (!found || found.uuid === build) return nothingKnown;
    const resolved = await this.#tagged(await this.#resolved(found, context), context);
    if (resolved.digest === null || resolved.digest === sha256) return nothingKnown;
    const comparison = this.#at(`/compare/${build}/${found.uuid}`).href;
    return { newer: { resolved, comparison }, limits: null };
  }

  async #resolved(
    { job, uuid, platform, start_time, main_binary }: Build,
    context: Asked,
  ): Promise<ResolvedSource<Pinned>> {
    if (!main_binary) throw unsuitable(`Build ${uuid} of ${job} produced no binary.`);
    const binary = await this.#binaryOf(job, uuid, context);
    const digest = binary?.sha256.toLowerCase() ?? null;
    const day = /^\d{4}-\d\d-\d\d/.exec(start_time ?? '')?.[0];
    return {
      pinned: { kind: 'builder', job, build: uuid, platform: platform ?? null, sha256: digest },
      version: [day, uuid.slice(0, 8)].filter((part) => part !== undefined).join(' '),
      ...{ digest, size: binary?.size ?? null, limits: null },
      page: this.#at(`/job/${job}/build/${uuid}`).href,
    };
  }

  /** The same with the digest that the file's tag says, where the job does not. */
  async #tagged(resolved: ResolvedSource<Pinned>, context: Asked): Promise<ResolvedSource<Pinned>> {
    if (resolved.digest !== null) return resolved;
    // It answers no HEAD.
    using file = await this.open(resolved.pinned, context);
    const { digest } = file;
    return { ...resolved, digest, pinned: { ...resolved.pinned, sha256: digest } };
  }

  /** Only the job says it, and not of builds that a later one has repeated, for any platform. */
  async #binaryOf(job: string, uuid: string, context: Asked) {
    const answer = await this.#ask(this.#at(`/job/${job}`), context);
    if (answer.status !== 200) return null;
    const { builds } = parseAnswer('The builder', answer, jobAnswer);
    return builds.find((each) => each.uuid.toLowerCase() === uuid)?.main_binary ?? null;
  }

  async #build(path: string, platform: string | undefined, context: Asked): Promise<Build | null> {
    const url = this.#at(path);
    if (platform !== undefined) url.searchParams.set('platform', platform);
    const answer = await this.#ask(url, context);
    return answer.status === 404 ? null : parseBuild(answer);
  }

  async #ask(url: URL, { signal }: Asked): Promise<ServiceAnswer> {
    // Anything beside it, as a quality, and the answer is a page.
    const headers = { ...agent, accept: 'application/json' };
    return await ask(this.#deps.download, { ...this.#way(url), headers, signal });
  }

  #at(path: string): URL {
    return new URL(path, this.#url);
  }

  /** It says the length of a file twice where nothing stands before it, and may be anywhere. */
  #way(url: URL) {
    return { url, trustedOrigin: this.#url.origin, lenient: true };
  }
}

function parseBuild(answer: ServiceAnswer): Build {
  if (answer.status !== 200) throw unexpected('The builder', answer.status);
  const build = parseAnswer('The builder', answer, buildAnswer);
  return { ...build, uuid: build.uuid.toLowerCase() };
}

/** A file's tag is its SHA-256 in base64, with or without the quotes that a tag has. */
function taggedDigest(tag: string | undefined): string | null {
  const [, base64] = /^"?([A-Za-z0-9+/]{43}=)"?$/.exec(tag ?? '') ?? [];
  return base64 === undefined ? null : Buffer.from(base64, 'base64').toString('hex');
}
