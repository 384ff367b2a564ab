import { parse, YAMLError } from 'yaml';
import type * as z from 'zod';
import { parseJson } from '../json.ts';
import { invalid, type Part, parsePart, smallPart } from './parts.ts';

/** A part of at most 64 KiB that holds JSON, or YAML 1.2 without aliases. */
export function yamlPart<T>(schema: z.ZodType<T>): Part<T> {
  return smallPart((name, text) => parsePart(name, schema, parseYaml(name, text)));
}

/** What JSON cannot say, YAML does not say here either; the limits of JSON hold. */
function parseYaml(name: string, text: string): unknown {
  if (/^\s*\{/.test(text)) return parseJson(Buffer.from(text));
  try {
    const value: unknown = parse(text, { version: '1.2', schema: 'core', maxAliasCount: 0 });
    return parseJson(Buffer.from(JSON.stringify(value)));
  } catch (error) {
    if (!(error instanceof YAMLError) && !(error instanceof ReferenceError)) throw error;
    throw invalid(name, `is not acceptable YAML: ${unquoted(error.message)}`);
  }
}

/** The parser's words without what they quote, which may be a secret. */
const unquoted = (words: string) => words.split(/[:\n"]/, 1)[0] ?? '';
