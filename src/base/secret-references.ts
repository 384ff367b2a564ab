/** `${secret:NAME}`; with another `$` in front it is that text itself. */
const references = /\$?\$\{secret:([^}]*)\}/g;

/** A piece of a text: what stands there, or the name of the secret that is filled in there. */
export type Piece = { readonly text: string } | { readonly name: string };

/** A text in its pieces, what is escaped without its escape. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(references)) {
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push(whole.startsWith('$$') ? { text: whole.slice(1) } : { name });
    end = index + whole.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The names of the secrets that are filled in in a text. */
export function namesIn(text: string): string[] {
  return piecesOf(text).flatMap((piece) => ('name' in piece ? piece.name : []));
}

/** Whether anything in a text is to be filled in, or is escaped. */
export function hasReferences(text: string): boolean {
  return text.search(references) >= 0;
}

/** A text that is to be taken as it stands, with what looks like a reference escaped. */
export const escaped = (text: string) => text.replace(references, (whole) => `$${whole}`);

/** How a secret is named in an argument. */
export const referenceTo = (name: string) => `\${secret:${name}}`;
