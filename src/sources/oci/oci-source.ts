import { retryAfter } from '../../outgoing/header-values.ts';
import type { DockerHubAddresses } from '../../outgoing/services.ts';
import { agent, fileHeaders, type ServiceDeps } from '../deps.ts';
import { limitsIn } from '../limits.ts';
import type { Newer, PinnedOf, ResolvedSource } from '../pinned-source.ts';
import { limited, moved, notFound, unexpected } from '../problems.ts';
import type { Context } from '../requester.ts';
import type { SourceOf } from '../schema.ts';
import { maxRegistryAnswer, pageAt, readBody } from '../service.ts';
import { asFile, type SourceFile } from '../source-file.ts';
import type { SourceKind } from '../source-kind.ts';
import { authorize, refused } from './authorize.ts';
import { digestOf, expectDigest, manifestTypes, readManifest, sha256In } from './manifest.ts';
import { parseReference, type Reference } from './reference.ts';
import { registryOf } from './registry.ts';

type Pinned = PinnedOf<'oci'>;
type Repository = Pick<Reference, 'registry' | 'repository'>;

export interface OciDeps extends ServiceDeps {
  readonly dockerHub: DockerHubAddresses;
  /** Whether a registry at a loopback address is asked without TLS, for tests. */
  readonly plainLoopback: boolean;
}

/** Artifacts in OCI registries (OCI distribution specification 1.1). */
export class OciSource implements SourceKind<SourceOf<'oci'>, Pinned> {
  readonly #deps: OciDeps;

  constructor(deps: OciDeps) {
    this.#deps = deps;
  }

  /** Throws `source-not-found`, `source-unsuitable`, `source-digest-wrong`, and as `#get`. */
  async resolve(
    { reference: text }: SourceOf<'oci'>,
    context: Context,
  ): Promise<ResolvedSource<Pinned>> {
    const reference = parseReference(text);
    if (!reference) throw notFound(`${text} is not a valid reference.`);
    const { tag, digest, registry, repository } = reference;
    const asked = digest ?? tag ?? 'latest';
    const { body, limits } = await this.#manifest(reference, asked, context);
    const read = readManifest(text, body);
    const one = 'only' in read ? await this.#manifest(reference, read.only, context) : { body };
    const inner = readManifest(text, one.body);
    if (!('artifact' in inner)) throw notFound(`${text} is an index that contains another index.`);
    const { layer, size, version, page } = inner.artifact;
    const manifest = digestOf(body);
    return {
      pinned: {
        kind: 'oci',
        registry,
        repository,
        tag,
        manifest,
        layer,
      },
      version: version ?? tag ?? manifest.slice(0, 'sha256:'.length + 12),
      ...{ digest: sha256In(layer), size, page: pageAt(page), limits },
    };
  }

  async open(pinned: Pinned, context: Context): Promise<SourceFile> {
    const { layer, repository } = pinned;
    const answer = await this.#get(pinned, `blobs/${layer}`, { headers: fileHeaders, ...context });
    if (answer.status === 200) return asFile(answer, sha256In(layer));
    answer[Symbol.dispose]();
    throw moved(`${repository} no longer has the layer ${layer}.`);
  }

  /** Registries keep none beside an artifact. */
  async openSignature(): Promise<null> {
    return null;
  }

  async latest(pinned: Pinned, context: Context): Promise<Newer | null> {
    const { registry, repository, tag, manifest } = pinned;
    if (tag === null) return null;
    const reference = `${registry}/${repository}:${tag}`;
    const found = await this.resolve({ kind: 'oci', reference }, context);
    const isSame = found.pinned.manifest === manifest || found.pinned.layer === pinned.layer;
    return isSame ? null : { resolved: found, comparison: null };
  }

  async #manifest(repository: Repository, reference: string, context: Context) {
    const headers = { ...agent, accept: manifestTypes };
    const path = `manifests/${reference}`;
    using answer = await this.#get(repository, path, { headers, ...context });
    const name = `${repository.repository} (${reference})`;
    if (answer.status !== 200) throw notFound(`The registry does not have ${name}.`);
    const body = await readBody(answer, maxRegistryAnswer);
    const said = `${answer.headers['docker-content-digest'] ?? ''}`;
    for (const digest of [reference, said]) {
      if (digest.startsWith('sha256:')) expectDigest(name, body, digest);
    }
    return { body, limits: limitsIn(answer.headers, 'ratelimit', null) };
  }

  /** An answer of 200 or 404. Throws `source-limited`, `source-credential-refused`, `source-nonsense`. */
  async #get(
    { registry: name, repository }: Repository,
    path: string,
    { headers, ...context }: Context & { readonly headers: Readonly<Record<string, string>> },
  ) {
    const { download, clock, secretFor, dockerHub, plainLoopback } = this.#deps;
    const { accountId, signal } = context;
    const registry = registryOf(name, dockerHub, plainLoopback);
    const pair = registry.trusted.length > 0 ? await secretFor(accountId, 'docker-hub') : null;
    const url = new URL(`/v2/${repository}/${path}`, registry.url);
    let answer = await download({ url, headers, signal });
    const wanted = { registry, repository, pair, signal };
    if (answer.status === 401 && answer.url.origin === url.origin) {
      answer[Symbol.dispose]();
      const challenge = `${answer.headers['www-authenticate'] ?? ''}`;
      const authorization = await authorize(this.#deps, challenge, wanted);
      answer = await download({ url, headers, authorization, signal });
    }
    if (answer.status === 200 || answer.status === 404) return answer;
    answer[Symbol.dispose]();
    const { status } = answer;
    if (status === 429) throw limited(registry.name, retryAfter(answer.headers, clock()), clock());
    if (status === 401 || status === 403) throw refused(wanted, status);
    throw unexpected(registry.name, status);
  }
}
