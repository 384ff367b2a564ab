import { Problem } from '../base/errors.ts';
import { escaped, piecesOf, referenceTo } from '../base/secret-references.ts';
import { isSecretName, nameRule } from './schema.ts';
import type { SecretValues } from './secrets.ts';

/** Octets from which on a value is looked for inside of others, too, where it is only hidden. */
const hiddenInside = 4;
/** The same where a reference is put in its place for good: what is there by chance has to stay. */
const replacedInside = 16;

/**
 * A text with the values in the place of their names. Throws `secret-missing`, and `secret-refused`
 * for a value that no key opens any more.
 */
export function fillIn(text: string, values: SecretValues): string {
  const filled = piecesOf(text).map((piece) =>
    'text' in piece ? piece.text : expectValue(piece.name, values),
  );
  return filled.join('');
}

function expectValue(name: string, values: SecretValues): string {
  const value = values.get(name);
  const facts = { secret: name };
  if (value === undefined && !isSecretName(name)) {
    // It may be a value in the place of a name.
    const detail = `An argument refers to a secret by an invalid name (a name has ${nameRule}).`;
    throw new Problem('secret-missing', detail);
  }
  if (value === undefined) {
    const detail = `An argument refers to the secret ${name}, which does not exist.`;
    throw new Problem('secret-missing', detail, { facts });
  }
  if (value === null) {
    const detail = `The secret ${name} is encrypted with a key that the server does not have. Save it again.`;
    throw new Problem('secret-refused', detail, { facts });
  }
  return value;
}

/**
 * An argument as it runs, with references in the place of values, to be filled in again: where one is
 * all of it, or all behind its first `=`, or is long and stands anywhere.
 */
export function referTo(argument: string, values: SecretValues): string {
  const referring = withReferences(argument, values, replacedInside);
  const pieces = piecesOf(referring);
  const again = pieces.map((piece) => ('text' in piece ? piece.text : values.get(piece.name)));
  return again.join('') === argument ? referring : escaped(argument);
}

/** The same to be shown: a value that is not quite short is found anywhere. */
export function hideIn(argument: string, values: SecretValues): string {
  return withReferences(argument, values, hiddenInside);
}

/** The same for an argument as it was requested: its references to secrets stay references. */
export function hideInAsked(argument: string, values: SecretValues): string {
  const shown = piecesOf(argument).map((piece) =>
    'text' in piece ? hideIn(piece.text, values) : referenceTo(piece.name),
  );
  return shown.join('');
}

interface Known {
  readonly name: string;
  readonly value: string;
}

function withReferences(argument: string, values: SecretValues, inside: number): string {
  const known = knownIn(argument, values);
  if (known.length === 0) return escaped(argument);
  const whole = wholeReference(argument, known);
  if (whole !== null) return whole;
  const long = known.filter(({ value }) => Buffer.byteLength(value) >= inside);
  long.sort((one, other) => other.value.length - one.value.length);
  return replaceAll(argument, long);
}

/** The secrets whose values are in an argument: most often none, which lists of many ask for. */
function knownIn(argument: string, values: SecretValues): Known[] {
  const known: Known[] = [];
  for (const [name, value] of values) {
    if (value && argument.includes(value)) known.push({ name, value });
  }
  return known;
}

/** Where a value is all of an argument, or all behind its first `=`. */
function wholeReference(argument: string, known: readonly Known[]): string | null {
  const isAll = known.find(({ value }) => value === argument);
  if (isAll) return referenceTo(isAll.name);
  const start = argument.indexOf('=') + 1;
  const isBehind = start > 0 && known.find(({ value }) => value === argument.slice(start));
  return isBehind ? escaped(argument.slice(0, start)) + referenceTo(isBehind.name) : null;
}

/** Never looks into what it has put there: a name may hold another one's value. */
function replaceAll(text: string, [first, ...rest]: readonly Known[]): string {
  if (!first) return escaped(text);
  const parts = text.split(first.value).map((part) => replaceAll(part, rest));
  return parts.join(referenceTo(first.name));
}
