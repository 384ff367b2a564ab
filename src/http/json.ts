import { type FieldError, Problem } from '../base/errors.ts';
import { fieldPath } from './field-path.ts';
import { exceedsAt, jsonBounds } from './json-bounds.ts';

const { depth: maxDepth, items: maxItems, members: maxMembers, words: maxWords } = jsonBounds;

/** As many as help whoever wrote the body. */
const maxFaults = 20;

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]|-?\d[\d.eE+-]*/gs;

/**
 * What JSON in UTF-8 says. Throws `malformed-body` where it is none, and for what
 * `JSON.parse` passes over: a member given twice, a number that cannot be held exactly (each with
 * its path), and nesting deeper than 32, or more members, items or values than any body has.
 */
export function parseJson(octets: Uint8Array): unknown {
  expectBounded(octets);
  const text = decode(octets);
  const value = parse(text);
  expectNone(findFaults(text));
  return value;
}

/** Of what holds too much only the beginning is read, and nothing made: no more is needed to say so. */
function expectBounded(octets: Uint8Array): void {
  const end = exceedsAt(octets);
  if (end !== null) expectNone(findFaults(decode(octets.subarray(0, end))));
}

function expectNone(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw new Problem('malformed-body', 'The JSON is not unambiguous.', { errors });
}

function decode(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (cause) {
    throw new Problem('malformed-body', 'The body is not UTF-8.', { cause });
  }
}

/** The parser's own words quote the text, which may be a secret: they go no further. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed-body', 'The body is not JSON.');
  }
}

/** One object or array that is being read. */
interface Level {
  /** Names so far; null in an array. */
  readonly names: Set<string> | null;
  /** Name or index of the value that is being read, or comes next. */
  position: string | number;
  /** Whether the next text is a name. */
  expectsName: boolean;
}

/** Faults in text that is known to be JSON, or to be whole but for what is open at its end. */
function findFaults(text: string): FieldError[] {
  const faults: FieldError[] = [];
  const levels: Level[] = [];
  let words = 0;
  const report = (message: string) =>
    faults.push({ path: fieldPath(levels.map(({ position }) => position)), message });
  for (const [word] of text.matchAll(token)) {
    const level = levels.at(-1);
    words += 1;
    if (word === '{') levels.push({ names: new Set(), position: '', expectsName: true });
    else if (word === '[') levels.push({ names: null, position: 0, expectsName: false });
    else if (word === '}' || word === ']') levels.pop();
    else if (word === ',') advance(level);
    else if (level?.expectsName) {
      if (!takeName(level, `${parse(word)}`)) report('is given twice');
    } else if (/^[-\d]/.test(word) && !isExact(word)) report('is a number that cannot be exact');
    if (levels.length > maxDepth) report(`is nested deeper than ${maxDepth}`);
    const bound = exceeded(level, words);
    if (bound) report(bound);
    if (bound || levels.length > maxDepth || faults.length >= maxFaults) break;
  }
  return faults;
}

/** What there is too much of, in words. */
function exceeded(level: Level | undefined, words: number): string | null {
  if (words > maxWords) return 'is more than a body may hold';
  if (typeof level?.position === 'number' && level.position >= maxItems) {
    return `is one of more than ${maxItems} items`;
  }
  if (level?.names && level.names.size > maxMembers) {
    return `is one of more than ${maxMembers} members`;
  }
  return null;
}

function advance(level: Level | undefined): void {
  if (!level) return;
  if (typeof level.position === 'number') level.position += 1;
  level.expectsName = level.names !== null;
}

/** False where the object has the name already. */
function takeName(level: Level, name: string): boolean {
  const isNew = !level.names?.has(name);
  level.names?.add(name);
  level.position = name;
  level.expectsName = false;
  return isNew;
}

/** Whether a number keeps its value: a safe integer, or at most 15 digits within that range. */
function isExact(word: string): boolean {
  if (Math.abs(Number(word)) > Number.MAX_SAFE_INTEGER) return false;
  const digits = word
    .replace(/[eE].*/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return /^-?\d+$/.test(word) || digits.length <= 15;
}
