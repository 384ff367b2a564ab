import { textOf } from './plain-text.ts';
import type { RenderedPage } from './render-markdown.ts';

/** What the search looks through: a page's part from one heading to the next. */
export interface Section {
  /** Below `/docs/`: `tokens#presenting-it`. */
  readonly at: string;
  readonly page: string;
  /** Empty for what comes before the first heading. */
  readonly heading: string;
  readonly text: string;
}

/** Divides a page at its headings. */
export function sectionsOf({ page, html, headings }: RenderedPage): Section[] {
  const parts = html.split(/(?=<h[1-6] id=")/).filter((part) => part.startsWith('<h'));
  return parts.map((part, index) => {
    const { depth = 1, id = '', text = '' } = headings[index] ?? {};
    return {
      at: depth === 1 ? page.name : `${page.name}#${id}`,
      page: page.title,
      heading: depth === 1 ? '' : text,
      text: textOf(part.replace(/^<h[1-6].*?<\/h[1-6]>/s, '')),
    };
  });
}
