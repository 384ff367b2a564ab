import { queryOptions } from '@tanstack/react-query';
import { basePath } from './base-path.ts';

/** A part of the documentation, as the build lists them. */
export interface DocsSection {
  /** Where it is at this server. */
  readonly href: string;
  readonly title: string;
}

/** All parts of the documentation; none where it is not built. */
export const documentationQuery = queryOptions({
  queryKey: ['documentation'],
  queryFn: async ({ signal }) => {
    const answer = await fetch(`${basePath}/docs/sections.json`, { signal });
    return answer.ok ? readSections(await answer.json()) : [];
  },
  staleTime: Number.POSITIVE_INFINITY,
});

function readSections(sections: unknown): DocsSection[] {
  if (!Array.isArray(sections)) return [];
  return sections.flatMap((section: unknown) => {
    const { at, page, heading } = Object(section);
    if (typeof at !== 'string' || typeof page !== 'string') return [];
    return [{ href: `${basePath}/docs/${at}`, title: heading ? `${page} › ${heading}` : page }];
  });
}
