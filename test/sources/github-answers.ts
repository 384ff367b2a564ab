import { image } from './source-world.ts';

/** The repository of the tests, and where GitHub’s API has its releases. */
export const repository = 'octo/dns';
export const releases = `/repos/${repository}/releases`;

/** A release, as GitHub documents it, as far as it matters. */
export function release(
  tag: string,
  assets: readonly object[],
  publishedAt = '2026-01-02T00:00:00Z',
) {
  return {
    ...{ id: 7, tag_name: tag, name: `Release ${tag}`, draft: false, prerelease: false },
    html_url: `https://github.com/${repository}/releases/tag/${tag}`,
    published_at: publishedAt,
    assets,
  };
}

/** One of its assets, which has been uploaded. */
export function asset(id: number, name: string, members: object = {}) {
  const state = 'uploaded';
  return {
    id,
    name,
    label: '',
    state,
    content_type: 'application/octet-stream',
    size: image.length,
    ...members,
  };
}
