import { Marked, type Tokens } from 'marked';
import { escapeHtml } from './escape-html.ts';
import { findTarget, type Target } from './links.ts';
import { textOf } from './plain-text.ts';
import type { DocsPage } from './read-pages.ts';
import { slugs } from './slugs.ts';

/** A heading of a page, below its title. */
export interface Heading {
  readonly depth: number;
  readonly text: string;
  readonly id: string;
}

/** A page's content as HTML, and what is needed around it. */
export interface RenderedPage {
  readonly page: DocsPage;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Where its links lead. */
  readonly targets: readonly Target[];
}

/** Renders the Markdown of a page; other pages are beside it, at their names. */
export function renderMarkdown(page: DocsPage, pages: readonly DocsPage[]): RenderedPage {
  const headings: Heading[] = [];
  const targets: Target[] = [];
  const slug = slugs();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const text = textOf(this.parser.parseInline(tokens));
        const id = slug(text);
        headings.push({ depth, text, id });
        const inner = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1 id="${id}">${inner}</h1>\n`;
        return `<h${depth} id="${id}"><a href="#${id}">${inner}</a></h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const target = findTarget(href, page, pages);
        targets.push(target);
        return linkTo(target, this.parser.parseInline(tokens));
      },
      code({ text, lang = '' }: Tokens.Code): string {
        const label = escapeHtml(lang || 'Code');
        return `<pre tabindex="0" role="group" aria-label="${label}"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      table(token: Tokens.Table): string {
        const cell = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens);
        const titles = token.header.map(cell);
        // On a narrow screen each cell stands by itself, below the title of its column.
        const labels = titles.map((title) => escapeHtml(textOf(title)));
        const row = (cells: readonly Tokens.TableCell[]) =>
          `<tr>${cells.map((each, index) => `<td data-label="${labels[index] ?? ''}">${cell(each)}</td>`).join('')}</tr>`;
        const head = `<thead><tr>${titles.map((title) => `<th>${title}</th>`).join('')}</tr></thead>`;
        const body = `<tbody>${token.rows.map(row).join('\n')}</tbody>`;
        return `<div class="table" tabindex="0" role="group" aria-label="Table"><table>${head}${body}</table></div>\n`;
      },
    },
  });
  const html = marked.parse(page.markdown, { async: false });
  return { page, html, headings, targets };
}

function linkTo(target: Target, inner: string): string {
  switch (target.kind) {
    case 'elsewhere':
      return `<a href="${escapeHtml(target.href)}" rel="noreferrer">${inner}</a>`;
    case 'page':
      return `<a href="${target.name}${escapeHtml(target.anchor)}">${inner}</a>`;
    case 'file':
      return `<a href="${escapeHtml(target.path)}">${inner}</a>`;
    case 'repository':
      return inner; // a reader of a server has no checkout
  }
}
