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

/** The root domain, of which a command about a whole host is. */
export const root: Name = { path: [], label: null };

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

/** Labels joined by `:`, a leading `:` ignored; no text is the root. Throws `InvalidNameError`. */
export function parsePath(text: string): Path {
  try {
    return splitLabels(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidNameError(`invalid path: ${reason}`, { cause: error });
  }
}

/**
 * A name's text form (docs/albatross-protocol.md, section 2): `alice:` is a domain, `alice:hello`
 * something in it, `:hello` or `hello` something in the root, `:` the root. Throws
 * `InvalidNameError`.
 */
export function parseName(text: string): Name {
  if (text === '') throw new InvalidNameError('empty name');
  if (text === ':') return root;
  if (text.endsWith(':')) return domainName(parsePath(text.slice(0, -1)));
  try {
    const labels = splitLabels(text);
    return { path: labels.slice(0, -1), label: labels.at(-1) ?? null };
  } catch (error) {
    throw new InvalidNameError('invalid name', { cause: error });
  }
}

function splitLabels(text: string): Label[] {
  const parts = text.split(':');
  return parts.slice(parts[0] === '' ? 1 : 0).map(parseLabel);
}

/** The name of something in the domain at `path`. */
export const nameOf = (path: Path, label: Label): Name => ({ path, label });

/** The name of the domain at `path`. */
export const domainName = (path: Path): Name => ({ path, label: null });

/** The labels joined by `:`; the root is the empty text. */
export const formatPath = (path: Path): string => path.join(':');

/** The one text form that `parseName` reads back, and that goes over the wire. */
export const formatName = (name: Name): string => `${formatPath(name.path)}:${name.label ?? ''}`;

/** Whether two paths are the same domain. */
export function pathsEqual(one: Path, other: Path): boolean {
  return one.length === other.length && startsWith(one, other);
}

/** Whether two names are of the same thing. */
export function namesEqual(one: Name, other: Name): boolean {
  return one.label === other.label && pathsEqual(one.path, other.path);
}

/** Whether a name is of something in the domain at `path` or in one below it. */
export function isBelow(name: Name, path: Path): boolean {
  if (!startsWith(name.path, path)) return false;
  return name.label !== null || name.path.length > path.length;
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((label, index) => label === path[index]);
}
