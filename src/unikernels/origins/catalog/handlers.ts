import { defineHandler } from '../../../identity/access/define-handler.ts';
import type { Catalog } from '../../../sources/catalog.ts';
import type { Listing } from '../../../sources/listing.ts';
import type { Context } from '../../../sources/requester.ts';
import type { Deps } from '../../deps.ts';
import { sourceProblems } from '../../documented-problems.ts';
import { expectOwnPage } from '../expect-own-page.ts';
import * as schema from './schema.ts';

const tag = 'Sources';
const problems = ['cross-origin', ...sourceProblems] as const;

type Asking = Parameters<Parameters<typeof defineHandler>[0]['handle']>[0];

/** The handlers of what sources have to choose from. */
export function catalogHandlers({ sourced, catalog: sources }: Pick<Deps, 'sourced' | 'catalog'>) {
  const list = async <T>(
    request: Pick<Asking, 'actor' | 'signal' | 'header'>,
    ask: (catalog: Catalog, context: Context) => Promise<Listing<T>>,
  ) => {
    expectOwnPage(request);
    const { name } = request.actor.account;
    const { choices, ...rest } = await sourced.asking(name, request.signal, (requester) =>
      sources.list(ask, requester, request.signal),
    );
    return { status: 200, body: { data: choices, ...rest } } as const;
  };
  return {
    sourceReleases: defineHandler({
      operationId: 'listSourceReleases',
      tag,
      summary: 'List the releases of a repository on GitHub',
      description: 'The ten newest, with their assets. Drafts are left out.',
      query: schema.releasesQuery,
      answers: { 200: schema.releasesAnswer },
      problems,
      handle: async (request) =>
        await list(request, (catalog, context) =>
          catalog.releases(request.query.repository, context),
        ),
    }),
    sourceTags: defineHandler({
      operationId: 'listSourceTags',
      tag,
      summary: 'List the tags of a repository in a registry',
      description: 'In the order of the registry, which is usually alphabetical.',
      query: schema.tagsQuery,
      answers: { 200: schema.tagsAnswer },
      problems,
      handle: async (request) =>
        await list(request, (catalog, context) => catalog.tags(request.query.reference, context)),
    }),
    sourceJobs: defineHandler({
      operationId: 'listSourceJobs',
      tag,
      summary: 'List the jobs of the builder that build unikernels',
      query: schema.jobsQuery,
      answers: { 200: schema.jobsAnswer },
      problems,
      handle: async (request) => await list(request, (catalog, context) => catalog.jobs(context)),
    }),
    sourceBuilds: defineHandler({
      operationId: 'listSourceBuilds',
      tag,
      summary: 'List the builds of a job of the builder',
      description: 'The newest build of each of the eight latest binaries.',
      query: schema.buildsQuery,
      answers: { 200: schema.buildsAnswer },
      problems,
      handle: async (request) =>
        await list(request, (catalog, context) => catalog.builds(request.query.job, context)),
    }),
  };
}
