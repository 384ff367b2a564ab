import { InvalidNameError } from './errors.ts';

declare const labelBrand: unique symbol;

/** One component of a name: 1 to 63 of `a-z 0-9 - .`, lower case, not beginning with `-`. */
export type Label = string & { readonly [labelBrand]: true };

/** Administrative domains, outermost first; the empty path is the root. */
export type Path = readonly Label[];

/** What a command or a reply is about: a domain (`label` is null), or a unikernel or volume in it. */
export interface Name {
  readonly path: Path;
  readonly label: Label | null;
}

const labelPattern = /^[a-z0-9.][a-z0-9.-]{0,62}$/;

/** Whether a text, as it stands, is a label. */
export function isLabel(text: string): text is Label {
  return labelPattern.test(text);
}

/** A text as a label, folded to lower case. Throws `InvalidNameError`. */
export function parseLabel(text: string): Label {
  const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (isLabel(folded)) return folded;
  throw new InvalidNameError('invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)');
}
