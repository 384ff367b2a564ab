import { parse, YAMLError } from 'yaml';
import type * as z from 'zod';
import { parseJson } from '../json.ts';
import { invalid, type Part, parsePart, smallPart } from './parts.ts';
import { isTooMuchYaml, yamlLimits } from './yaml-work.ts';

/** Without what the parser tells people: a line of the text for each of its faults. */
const strict = {
  version: '1.2',
  schema: 'core',
  maxAliasCount: 0,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** A part of at most 64 KiB that holds JSON, or YAML 1.2 without aliases. */
export function yamlPart<T>(schema: z.ZodType<T>): Part<T> {
  return smallPart((name, text) => parsePart(name, schema, parseYaml(name, text)));
}

/** What JSON cannot say, YAML does not say here either; the limits of JSON hold. */
function parseYaml(name: string, text: string): unknown {
  if (isJson(text)) return parseJson(Buffer.from(text));
  if (isTooMuchYaml(text)) {
    throw invalid(name, `is too long or too deeply nested for YAML: ${yamlLimits}`);
  }
  try {
    const value: unknown = withoutTraces(() => parse(text, strict));
    return parseJson(Buffer.from(JSON.stringify(value, expectFinite(name)) ?? 'null'));
  } catch (error) {
    if (!(error instanceof YAMLError) && !(error instanceof ReferenceError)) throw error;
    throw invalid(name, `is not acceptable YAML: ${unquoted(error.message)}`);
  }
}

/** A map in braces that is not valid JSON may still be YAML. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `JSON.stringify` would make null of them, which stands for the default. */
const expectFinite = (name: string) => (_member: string, value: unknown) => {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw invalid(name, 'contains a number that is not finite');
};

/** The parser makes an error of each fault in a text, most of whose cost is where it was made. */
function withoutTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The parser's words without what they quote, which may be a secret. */
const unquoted = (words: string) => words.split(/[:\n"]/, 1)[0] ?? '';
