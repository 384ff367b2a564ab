import { z } from 'zod';
import { listOf } from '../../outgoing/answer-fields.ts';
import type { Listing } from '../listing.ts';
import { notFound } from '../problems.ts';
import type { Context } from '../requester.ts';
import type { SourceOf } from '../schema.ts';
import { hasNextPage, pageAt, parseAnswer, TooLong } from '../service.ts';
import { timeIn } from '../told-time.ts';
import type { GitHubAnswer, GitHubApi } from './api.ts';
import { isNoSignature, isUploaded, releaseAnswer } from './release.ts';

/** Releases that are asked for; fewer where with their assets and notes the answer would be too long. */
const perPage = 10;
const perShortPage = [3, 1];

const releasesAnswer = listOf(
  releaseAnswer.extend({ draft: z.boolean().catch(false), prerelease: z.boolean().catch(false) }),
  perPage,
);

/** A release that can be chosen. */
export interface ReleaseChoice {
  readonly tag: string;
  /** RFC 3339; null: it was not published. */
  readonly publishedAt: string | null;
  readonly isPrerelease: boolean;
  readonly page: string | null;
  /** Signatures are left out. */
  readonly assets: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** The newest releases of a repository. Throws `source-not-found`, and as `gitHubProblem` says. */
export async function listReleases(
  api: GitHubApi,
  { repository }: Pick<SourceOf<'github'>, 'repository'>,
  context: Context,
): Promise<Listing<ReleaseChoice>> {
  const answer = await askForReleases(api, repository, context);
  if (!answer) {
    throw notFound(
      `GitHub shows no repository ${repository}; ` +
        'a private repository requires a token that can read its contents (external credentials).',
    );
  }
  const releases = parseAnswer('GitHub', answer, releasesAnswer);
  return {
    choices: releases.filter(({ draft }) => !draft).map(asChoice),
    hasMore: hasNextPage(answer),
    credential: answer.token?.owner ?? null,
    limits: answer.limits,
  };
}

/** As many as one answer may have. null: GitHub does not show them. */
async function askForReleases(
  api: GitHubApi,
  repository: string,
  context: Context,
): Promise<GitHubAnswer | null> {
  const ask = (count: number) =>
    api.get(`/repos/${repository}/releases?per_page=${count}`, context);
  for (const count of [perPage, ...perShortPage]) {
    try {
      return await ask(count);
    } catch (error) {
      if (!(error instanceof TooLong) || count === 1) throw error;
    }
  }
  return null;
}

function asChoice(release: z.output<typeof releasesAnswer>[number]): ReleaseChoice {
  const assets = release.assets.filter(isUploaded).filter(isNoSignature);
  return {
    tag: release.tag_name,
    publishedAt: timeIn(release.published_at),
    isPrerelease: release.prerelease,
    page: pageAt(release.html_url),
    assets: assets.map(({ name, size: sizeBytes }) => ({ name, sizeBytes })),
  };
}
