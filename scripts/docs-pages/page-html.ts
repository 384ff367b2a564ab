import { escapeHtml } from './escape-html.ts';
import type { DocsGroup } from './groups.ts';
import type { Heading } from './render-markdown.ts';

/** Files of the build that every page loads, from the site's root: `assets/docs-1a2b.js`. */
export interface DocsAssets {
  /** Sets the colours before anything is drawn. */
  readonly scheme: string;
  readonly script: string;
  readonly style: string;
}

export interface PageParts {
  /** Its address below `/docs/`; empty for the first page, which is at `/docs` itself. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly content: string;
  readonly headings: readonly Heading[];
}

/** A whole page. It names everything relative to its own address: a proxy may know what is before that. */
export function pageHtml(parts: PageParts, groups: readonly DocsGroup[], assets: DocsAssets) {
  const root = parts.name === '' ? '' : '../';
  const docs = parts.name === '' ? 'docs/' : '';
  const title = parts.name === '' ? 'Documentation' : parts.title;
  return `<!doctype html>
<html lang="en" data-docs="${docs || './'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(parts.about)}">
<title>${escapeHtml(title)} – Fulmar</title>
<link rel="icon" type="image/svg+xml" href="${root}fulmar.svg">
<link rel="stylesheet" href="${root}${assets.style}">
<script src="${root}${assets.scheme}"></script>
<script type="module" src="${root}${assets.script}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="brand" href="${root || './'}"><img src="${root}fulmar.svg" alt="" width="28" height="28">Fulmar</a>
<a class="home" href="${root}docs"${parts.name === '' ? ' aria-current="page"' : ''}>Documentation</a>
<div id="search"></div>
<a class="dashboard" href="${root || './'}">Dashboard</a>
</header>
<div class="columns">
${navigation(parts.name, groups, docs)}
<main id="content" tabindex="-1">
${parts.content}
</main>
${contents(parts.headings)}
</div>
</body>
</html>
`;
}

function navigation(current: string, groups: readonly DocsGroup[], docs: string): string {
  const lists = groups.map(({ title, pages }) => {
    const items = pages.map(({ name, title: label }) => {
      const here = name === current ? ' aria-current="page"' : '';
      return `<li><a href="${docs}${name}"${here}>${escapeHtml(label)}</a></li>`;
    });
    const api = `<li><a href="${docs}api">Try the API</a></li>`;
    if (title === 'Reference') items.unshift(api);
    return `<h2>${title}</h2>\n<ul>${items.join('')}</ul>`;
  });
  return `<nav class="pages" aria-label="Documentation"><details><summary>All pages</summary>
${lists.join('\n')}
</details></nav>`;
}

/** The way to the parts of the page; one of few parts needs none. */
function contents(headings: readonly Heading[]): string {
  const parts = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (parts.length < 2) return '<div class="contents"></div>';
  const items = parts.map(
    ({ depth, id, text }) =>
      `<li class="depth-${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2>
<ul>${items.join('')}</ul></nav>`;
}
