/** What a mail says, before it is text or HTML. */
export interface Letter {
  readonly subject: string;
  /** Plain text, a paragraph each. */
  readonly paragraphs: readonly string[];
  /** Where the reader is to go. */
  readonly link?: { readonly label: string; readonly url: string };
  /** Why the reader gets this, in small print. */
  readonly reason: string;
}

/** A mail's parts, as they are sent. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Makes text and HTML of a letter; whatever it holds is shown as it stands. */
export function renderLetter(letter: Letter): MailContent {
  return { subject: oneLine(letter.subject), text: asText(letter), html: asHtml(letter) };
}

function asText({ paragraphs, link, reason }: Letter): string {
  const parts = [...paragraphs, ...(link ? [`${link.label}:\n${link.url}`] : []), `-- \n${reason}`];
  return `${parts.join('\n\n')}\n`;
}

function asHtml({ subject, paragraphs, link, reason }: Letter): string {
  const body = [
    ...paragraphs.map((each) => `<p>${escapeHtml(each)}</p>`),
    ...(link ? [`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`] : []),
    `<hr><p><small>${escapeHtml(reason)}</small></p>`,
  ];
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body>${body.join('\n')}</body></html>`,
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A header has one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
