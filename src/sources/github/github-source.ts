import { fileHeaders, type ServiceDeps } from '../deps.ts';
import type { Latest, PinnedOf, ResolvedSource } from '../pinned-source.ts';
import { moved, notFound } from '../problems.ts';
import type { Context } from '../requester.ts';
import type { SourceOf } from '../schema.ts';
import { pageAt, parseAnswer } from '../service.ts';
import { asFile, type SourceFile } from '../source-file.ts';
import type { SourceKind } from '../source-kind.ts';
import { type GitHubAnswer, GitHubApi } from './api.ts';
import { digestOf, findAsset, type Release, releaseAnswer } from './release.ts';

type Pinned = PinnedOf<'github'>;
type Wanted = Pick<SourceOf<'github'>, 'repository' | 'tag'>;

/** Assets of releases on GitHub. */
export class GitHubSource implements SourceKind<SourceOf<'github'>, Pinned> {
  readonly #api: GitHubApi;

  constructor(deps: ServiceDeps, api: URL) {
    this.#api = new GitHubApi(deps, api);
  }

  /** Throws `source-not-found`, `source-ambiguous`, and as `gitHubProblem` says. */
  async resolve(source: SourceOf<'github'>, context: Context): Promise<ResolvedSource<Pinned>> {
    return resolved(source, await this.#askForRelease(source, context));
  }

  async open(pinned: Pinned, context: Context): Promise<SourceFile> {
    return await this.#openAsset(pinned, pinned.assetId, pinned.sha256, context);
  }

  async openSignature(pinned: Pinned, context: Context): Promise<SourceFile | null> {
    const { signatureId } = pinned;
    return signatureId === null ? null : await this.#openAsset(pinned, signatureId, null, context);
  }

  /**
   * The latest release, where it was published later, or its asset was replaced, and not by the same file. Throws
   * as `resolve` does.
   */
  async latest(pinned: Pinned, context: Context): Promise<Latest> {
    const { repository, pattern } = pinned;
    const answer = await this.#askForRelease({ repository }, context);
    const { limits } = answer;
    if (isEarlier(answer.release, pinned)) return { newer: null, limits };
    const found = resolved({ kind: 'github', repository, asset: pattern }, answer);
    const { assetId, tag, sha256 } = found.pinned;
    const isSame = assetId === pinned.assetId || (sha256 !== null && sha256 === pinned.sha256);
    if (isSame) return { newer: null, limits };
    return { newer: { resolved: found, comparison: comparison(found, pinned.tag, tag) }, limits };
  }

  /** Throws `source-not-found` where GitHub does not show it. */
  async #askForRelease({ repository, tag }: Wanted, context: Context) {
    const which = tag === undefined ? 'latest' : `tags/${encodeURIComponent(tag)}`;
    const answer = await this.#api.get(`/repos/${repository}/releases/${which}`, context);
    if (answer) return { ...answer, release: parseAnswer('GitHub', answer, releaseAnswer) };
    const release = tag === undefined ? 'a latest release' : `a release ${tag}`;
    throw notFound(
      `GitHub shows no repository ${repository} with ${release}; ` +
        'a private repository requires a token that can read its contents (external credentials).',
    );
  }

  async #openAsset(
    { repository, asset, tag }: Pinned,
    id: number,
    digest: string | null,
    context: Context,
  ): Promise<SourceFile> {
    const headers = { ...fileHeaders, accept: 'application/octet-stream' };
    const path = `/repos/${repository}/releases/assets/${id}`;
    const answer = await this.#api.open(path, headers, context);
    if (answer) return asFile(answer, digest);
    throw moved(
      `${repository} no longer has the asset ${asset} of release ${tag} that was chosen.`,
    );
  }
}

function resolved(
  { repository, asset: pattern }: SourceOf<'github'>,
  answer: Pick<GitHubAnswer, 'limits'> & { readonly release: Release },
): ResolvedSource<Pinned> {
  const { release } = answer;
  const asset = findAsset(release, pattern);
  const signature = release.assets.find(({ name }) => name === `${asset.name}.minisig`);
  const sha256 = digestOf(asset);
  return {
    pinned: {
      ...{ kind: 'github', repository, tag: release.tag_name, asset: asset.name, pattern },
      ...{ assetId: asset.id, signatureId: signature?.id ?? null },
      ...{ publishedAt: release.published_at ?? null, sha256 },
    },
    version: release.tag_name,
    digest: sha256,
    size: asset.size,
    page: pageAt(release.html_url),
    limits: answer.limits,
  };
}

function isEarlier({ published_at }: Release, { publishedAt }: Pinned): boolean {
  if (!published_at || publishedAt === null) return false;
  return Date.parse(published_at) < Date.parse(publishedAt);
}

/** GitHub's own comparison of two tags, beside the release's page. */
function comparison(
  { page, pinned: { repository } }: ResolvedSource<Pinned>,
  from: string,
  to: string,
): string | null {
  if (page === null || from === to) return null;
  const tags = [from, to].map((tag) => tag.split('/').map(encodeURIComponent).join('/'));
  return new URL(`/${repository}/compare/${tags.join('...')}`, page).href;
}
