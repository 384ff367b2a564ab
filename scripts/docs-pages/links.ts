import { posix } from 'node:path';
import type { DocsPage } from './read-pages.ts';

/** Where a link of a page leads. */
export type Target =
  | { readonly kind: 'elsewhere'; readonly href: string }
  /** A page of the documentation; the anchor is empty or begins with `#`. */
  | { readonly kind: 'page'; readonly name: string; readonly anchor: string }
  /** A file beside the pages, below `docs/`. */
  | { readonly kind: 'file'; readonly path: string }
  /** What only a checkout has. */
  | { readonly kind: 'repository'; readonly path: string };

/** Finds out where the link `href` of a page leads; pages name each other by their files. */
export function findTarget(href: string, from: DocsPage, pages: readonly DocsPage[]): Target {
  if (/^[a-z]+:/.test(href)) return { kind: 'elsewhere', href };
  const [path = '', fragment] = href.split('#');
  const anchor = fragment === undefined ? '' : `#${fragment}`;
  if (path === '') return { kind: 'page', name: from.name, anchor };
  const file = posix.join(posix.dirname(from.file), path);
  const page = pages.find((each) => each.file === file);
  if (page) return { kind: 'page', name: page.name, anchor };
  if (file.startsWith('docs/')) return { kind: 'file', path: file.slice('docs/'.length) };
  return { kind: 'repository', path: file };
}
