import { Marked } from 'marked';

/** What a reader sees of some HTML that we have made. */
export const textOf = (html: string) =>
  html
    .replace(/<\/?(?:code|a|em|strong)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/** A paragraph of Markdown without its marks. */
export const plainText = (markdown: string) =>
  textOf(new Marked().parseInline(markdown, { async: false }));
