import { agent, fileHeaders } from '../deps.ts';
import { limitsIn } from '../limits.ts';
import { type Latest, nothingKnown, type PinnedOf, type ResolvedSource } from '../pinned-source.ts';
import { moved, notFound } from '../problems.ts';
import type { Context } from '../requester.ts';
import type { SourceOf } from '../schema.ts';
import { maxRegistryAnswer, pageAt, readBody } from '../service.ts';
import { asFile, type SourceFile } from '../source-file.ts';
import type { SourceKind } from '../source-kind.ts';
import { digestOf, expectDigest, manifestTypes, readManifest, sha256In } from './manifest.ts';
import { type OciDeps, openRepository } from './open-repository.ts';
import { parseReference } from './reference.ts';
import type { RepositorySession } from './session.ts';

type Pinned = PinnedOf<'oci'>;
/** Artifacts in OCI registries (OCI distribution specification 1.1). */
export class OciSource implements SourceKind<SourceOf<'oci'>, Pinned> {
  readonly #deps: OciDeps;

  constructor(deps: OciDeps) {
    this.#deps = deps;
  }

  /** Throws `source-not-found`, `source-unsuitable`, `source-digest-wrong`, and as a session does. */
  async resolve(
    { reference: text }: SourceOf<'oci'>,
    context: Context,
  ): Promise<ResolvedSource<Pinned>> {
    const reference = parseReference(text);
    if (!reference) throw notFound(`${text} is not a valid reference.`);
    const { tag, digest, registry, repository } = reference;
    const asked = digest ?? tag ?? 'latest';
    const session = openRepository(this.#deps, reference, context);
    const { body, limits } = await readManifestAt(session, asked);
    const read = readManifest(text, body);
    const one = 'only' in read ? await readManifestAt(session, read.only) : { body };
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
    const answer = await openRepository(this.#deps, pinned, context).get(
      `blobs/${layer}`,
      fileHeaders,
    );
    if (answer.status === 200) return asFile(answer, sha256In(layer));
    answer[Symbol.dispose]();
    throw moved(`${repository} no longer has the layer ${layer}.`);
  }

  /** Registries keep none beside an artifact. */
  async openSignature(): Promise<null> {
    return null;
  }

  async latest(pinned: Pinned, context: Context): Promise<Latest> {
    const { registry, repository, tag, manifest } = pinned;
    if (tag === null) return nothingKnown;
    const reference = `${registry}/${repository}:${tag}`;
    const found = await this.resolve({ kind: 'oci', reference }, context);
    const isSame = found.pinned.manifest === manifest || found.pinned.layer === pinned.layer;
    const newer = isSame ? null : { resolved: found, comparison: null };
    return { newer, limits: found.limits };
  }
}

async function readManifestAt(session: RepositorySession, reference: string) {
  using answer = await session.get(`manifests/${reference}`, { ...agent, accept: manifestTypes });
  const name = `${session.repository} (${reference})`;
  if (answer.status !== 200) throw notFound(`The registry does not have ${name}.`);
  const body = await readBody(answer, maxRegistryAnswer);
  const said = `${answer.headers['docker-content-digest'] ?? ''}`;
  for (const digest of [reference, said]) {
    if (digest.startsWith('sha256:')) expectDigest(name, body, digest);
  }
  const limits = limitsIn(answer.headers, 'ratelimit', null);
  await session.shown?.note({ accepted: true, limits });
  return { body, limits };
}
