import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** Whose credential a source was shown, and what was left of its limit. */
export type SourceShown = Pick<Schema['SourceTags'], 'credential' | 'limits'>;

/** Asked once a minute at most: each time counts in the limit of the source. */
const seldom = {
  staleTime: 60_000,
  refetchOnWindowFocus: false,
  retry: false,
  placeholderData: keepPreviousData,
};

/** The newest releases of a repository on GitHub; of none, nothing is asked. */
export const sourceReleasesQuery = (repository: string) =>
  queryOptions({
    ...seldom,
    queryKey: ['sources', 'github', repository],
    queryFn: /^[\w-]+\/[\w.-]+$/.test(repository)
      ? ({ signal }) => {
          const params = { query: { repository } };
          return dataOf(api.GET('/api/v1/sources/github/releases', { params, signal }));
        }
      : skipToken,
  });

/** The tags of the repository that a reference is of; of none, nothing is asked. */
export const sourceTagsQuery = (reference: string) =>
  queryOptions({
    ...seldom,
    queryKey: ['sources', 'oci', reference],
    queryFn: reference.includes('/')
      ? ({ signal }) => {
          const params = { query: { reference } };
          return dataOf(api.GET('/api/v1/sources/oci/tags', { params, signal }));
        }
      : skipToken,
  });

/** The jobs of the builder that build unikernels. */
export const sourceJobsQuery = queryOptions({
  ...seldom,
  queryKey: ['sources', 'builder'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/sources/builder/jobs', { signal })),
});

/** The newest builds of a job of the builder; of none, nothing is asked. */
export const sourceBuildsQuery = (job: string) =>
  queryOptions({
    ...seldom,
    queryKey: ['sources', 'builder', job],
    queryFn: job
      ? ({ signal }) => {
          const params = { query: { job } };
          return dataOf(api.GET('/api/v1/sources/builder/builds', { params, signal }));
        }
      : skipToken,
  });
