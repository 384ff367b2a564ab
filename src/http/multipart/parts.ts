import type { Readable } from 'node:stream';
import * as z from 'zod';
import { Problem } from '../../base/errors.ts';
import { explainIssue } from '../../base/explain-issue.ts';
import { readOctets } from '../content/read-octets.ts';
import { parseJson } from '../json.ts';
import { fieldErrors } from '../problems.ts';

/** Octets of a part that is text or JSON. */
export const smallPartLimit = 64 * 1024;

/** Milliseconds for a small part that is sent as a file. */
const smallPartTime = 30_000;

/** One part of a form: how it becomes a value. */
export interface Part<T> {
  readonly required: boolean;
  /** Octets it may have. */
  readonly limit: number;
  /** The value of a part without a file name. Throws `Problem`. */
  fromText(name: string, text: string): T;
  /** The value of a part with a file name (`-F config=@file`). Fails with a `Problem`. */
  fromFile(name: string, content: Readable): Promise<T>;
  /** Gives up a value, because something else in the form was wrong. */
  discard(value: T): Promise<void>;
}

/** A part of at most 64 KiB that holds JSON. */
export function jsonPart<T>(schema: z.ZodType<T>): Part<T> {
  return smallPart((name, text) => parsePart(name, schema, parseJson(Buffer.from(text))));
}

/** A part of at most 64 KiB that holds text. */
export function textPart(): Part<string>;
export function textPart<T>(schema: z.ZodType<T, string>): Part<T>;
export function textPart(schema: z.ZodType<unknown, string> = z.string()): Part<unknown> {
  return smallPart((name, text) => parsePart(name, schema, text));
}

export interface FilePartOptions<T> {
  /** Octets; of all files of one form the largest counts. */
  readonly limit: number;
  /** Takes the content in, with back-pressure, and is done with it when it returns. */
  receive(content: Readable): Promise<T>;
  /** Gives up what was received, because something else in the form was wrong. */
  discard?(value: T): Promise<void>;
}

/** A part with a file name, whose content is streamed. */
export function filePart<T>({ limit, receive, discard }: FilePartOptions<T>): Part<T> {
  return {
    required: true,
    limit,
    fromText: (name) => {
      throw invalid(name, `has to be sent as a file (curl: -F ${name}=@FILE)`);
    },
    fromFile: (_name, content) => receive(content),
    discard: async (value) => await discard?.(value),
  };
}

/** The same part, which may be missing. */
export function optionalPart<T>(part: Part<T>): Part<T | undefined> {
  return {
    ...part,
    required: false,
    discard: async (value) => (value === undefined ? undefined : await part.discard(value)),
  };
}

/** A part of at most 64 KiB, whose text `read` makes a value of. Throws as that. */
export function smallPart<T>(read: (name: string, text: string) => T): Part<T> {
  return {
    required: true,
    limit: smallPartLimit,
    fromText: read,
    fromFile: async (name, content) => {
      const octets = await readOctets(content, { size: smallPartLimit, time: smallPartTime });
      return read(name, decode(name, octets));
    },
    discard: async () => {},
  };
}

/** Reads UTF-8 strictly: text in another encoding would otherwise be kept garbled. */
function decode(name: string, octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    throw invalid(name, 'is not UTF-8');
  }
}

/** A problem with one part, by its name. */
export function invalid(name: string, message: string): Problem {
  return new Problem('invalid-body', `The part ${name} ${message}.`, {
    errors: [{ path: name, message }],
  });
}

/** The value of the part `name`. Throws `invalid-body`. */
export function parsePart<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { error: explainIssue });
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues).map(({ path, message }) => ({
    path: path ? `${name}.${path}` : name,
    message,
  }));
  const words = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new Problem('invalid-body', `The form is not valid: ${words}.`, { errors });
}
