import { catalogue } from '../../src/base/errors.ts';
import { escapeHtml } from './escape-html.ts';
import type { DocsGroup } from './groups.ts';
import type { PageParts } from './page-html.ts';

/** The page at `/docs`: what there is, and what each problem's `type` leads to (`/docs#no-policy`). */
export function firstPage(groups: readonly DocsGroup[]): PageParts {
  const lists = groups.map(({ title, pages }) => {
    const cards = pages.map(
      ({ name, title: label, summary }) =>
        `<li><a href="docs/${name}">${escapeHtml(label)}</a><p>${escapeHtml(summary)}</p></li>`,
    );
    return `<h2 id="${idOf(title)}">${title}</h2>\n<ul class="cards">${cards.join('\n')}</ul>`;
  });
  const about = 'How Fulmar is installed, used and administered.';
  const headings = [...groups.map(({ title }) => title), 'Problems'].map((text) => ({
    depth: 2,
    text,
    id: idOf(text),
  }));
  const content = `<h1 id="documentation">Documentation</h1>
<p>${about} New here? Begin with
<a href="docs/getting-started">Getting started</a>. The <a href="docs/api">API</a> can be read and tried in the browser;
for programs that read, <a href="llms.txt">llms.txt</a> lists all pages.</p>
${lists.join('\n')}
<h2 id="problems">Problems</h2>
<p>The <code>code</code> of every error that the API returns.</p>
<div class="table" tabindex="0" role="group" aria-label="Table"><table>
<thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead>
<tbody>${problemRows()}</tbody></table></div>`;
  return { name: '', title: 'Documentation', about, content, headings };
}

const idOf = (title: string) => title.toLowerCase().replaceAll(' ', '-');

const problemRows = () =>
  Object.entries(catalogue)
    .map(
      ([code, { status, title }]) =>
        `<tr id="${code}"><td data-label="Status">${status}</td><td data-label="Code"><code>${code}</code></td><td data-label="Meaning">${escapeHtml(title)}</td></tr>`,
    )
    .join('\n');
