/** What a template can hold, as `{{title}}`. */
export const placeholders = ['id', 'title', 'text', 'severity', 'link'] as const;

/** A message to people. */
export type Message = Readonly<Record<(typeof placeholders)[number], string>>;

const pattern = /\{\{\s*(\w+)\s*\}\}/g;

/** Fills a template in, so that what is filled in stays text: in JSON, in a form, or as it stands. */
export function fillTemplate(template: string, contentType: string, message: Message): string {
  const escaped = escaping(contentType);
  return fill(template, message, escaped);
}

/** Fills in the address: with the id alone, as some services want each message to have its own. */
export function fillAddress(url: string, { id }: Pick<Message, 'id'>): string {
  return fill(url, { id }, encodeURIComponent);
}

/** The names in a template that stand for nothing. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(pattern)].map(([, name = '']) => name);
  return names.filter((name) => !placeholders.some((known) => known === name));
}

function fill(
  template: string,
  values: Readonly<Record<string, string>>,
  escaped: (text: string) => string,
): string {
  return template.replace(pattern, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : escaped(value);
  });
}

function escaping(contentType: string): (text: string) => string {
  if (/json/i.test(contentType)) return (text) => JSON.stringify(text).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(contentType)) return encodeURIComponent;
  if (/xml|html/i.test(contentType)) return escapeMarkup;
  return (text) => text;
}

/** As numbers, which XML knows as well as HTML. */
function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
