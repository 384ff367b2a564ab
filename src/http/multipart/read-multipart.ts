import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { Problem } from '../../base/errors.ts';
import { excerpt } from '../../base/excerpt.ts';
import { expectLength, tooLarge } from '../content/announced.ts';
import { expectUntouched } from '../content/whole.ts';
import type { RouteRequest } from '../handler.ts';
import { invalid, type Part, smallPartLimit } from './parts.ts';

/** What is allowed for the lines around a part. */
const partOverhead = 4 * 1024;

/** Parts that a form may have beyond its own, where those are passed over. */
const maxUnknown = 32;

type Form = Readonly<Record<string, Part<unknown>>>;

/** The values of a form's parts. */
export type Parts<F extends Form> = {
  readonly [N in keyof F]: F[N] extends Part<infer T> ? T : never;
};

export interface MultipartOptions {
  /** Whether parts that the form does not have are passed over instead of refused. */
  readonly ignoreUnknown?: boolean;
}

type MultipartRequest = Pick<
  RouteRequest<unknown, unknown, unknown, unknown>,
  'header' | 'content'
>;

/**
 * The parts of a `multipart/form-data` body (RFC 7578), in whatever order they come. Ends at the
 * first fault, without reading on, with a `Problem`: parts that are missing, doubled, unknown, too many, too
 * large, encoded as for mail or not as they have to be, by name; a body that is malformed or ends too early. What was
 * received until then is discarded.
 */
export async function readMultipart<F extends Form>(
  request: MultipartRequest,
  form: F,
  options: MultipartOptions = {},
): Promise<Parts<F>> {
  expectLength(request.header);
  checkLength(request, form);
  const reader = new FormReader(form, options);
  const parser = createParser(request, form);
  const content = request.content();
  try {
    await reader.read(content, parser);
    return reader.values(form);
  } catch (error) {
    content.destroy();
    parser.destroy();
    await reader.discard();
    throw error;
  }
}

/** The reading of one form. */
class FormReader {
  readonly #form: Form;
  readonly #options: MultipartOptions;
  readonly #values = new Map<string, unknown>();
  readonly #seen = new Set<string>();
  readonly #receiving: Promise<void>[] = [];
  readonly #failure = Promise.withResolvers<never>();
  /** Octets since the last part of the form, or the beginning: those that are passed over count. */
  #outside = 0;
  /** What is being taken in. */
  #file: Readable | null = null;

  constructor(form: Form, options: MultipartOptions) {
    this.#form = form;
    this.#options = options;
    this.#failure.promise.catch(() => {});
  }

  async read(content: Readable, parser: busboy.Busboy): Promise<void> {
    parser.on('field', (name, text, info) => {
      this.#guard(() => this.#takeText(name, text, info));
    });
    parser.on('file', (name, file, info) => {
      this.#guard(() => this.#takeFile(name, file, info));
    });
    parser.on('error', (cause) => {
      this.#fail(new Problem('malformed-body', 'The form is malformed or cut off.', { cause }));
    });
    parser.on('partsLimit', () => this.#fail(tooMany(this.#form)));
    content.on('error', (cause) => this.#fail(cause));
    content.on('data', (chunk: Buffer) => this.#count(chunk.length));
    content.pipe(parser);
    const parsed = new Promise((resolve) => parser.once('close', resolve));
    await Promise.race([parsed, this.#failure.promise]);
    await Promise.race([Promise.all(this.#receiving), this.#failure.promise]);
  }

  /** What the form says. Throws `invalid-body` with the parts that are missing. */
  values<F extends Form>(form: F): Parts<F> {
    const missing = Object.keys(form).filter(
      (name) => form[name]?.required && !this.#seen.has(name),
    );
    if (missing.length > 0) {
      const errors = missing.map((path) => ({ path, message: 'is missing' }));
      const detail = `The form lacks the part ${missing.join(' and the part ')}.`;
      throw new Problem('invalid-body', detail, { errors });
    }
    const values = Object.fromEntries(this.#values);
    if (isOf(values, form)) return values;
    throw new TypeError('the form has parts that it does not declare');
  }

  /** Waits for what is being received, and gives it up. */
  async discard(): Promise<void> {
    await Promise.allSettled(this.#receiving);
    for (const [name, value] of this.#values) await this.#form[name]?.discard(value);
  }

  #takeText(name: string, text: string, info: busboy.FieldInfo): void {
    this.#file = null;
    const part = this.#claim(name);
    if (!part) return;
    this.#outside = 0;
    expectUntouched(info.encoding);
    if (info.valueTruncated) throw tooLarge(smallPartLimit);
    this.#values.set(name, part.fromText(name, text));
  }

  #takeFile(name: string, file: Readable, { encoding }: busboy.FileInfo): void {
    // Whoever reads the file sees its errors; busboy's own end of it must not be left unheard.
    file.on('error', () => {});
    this.#file = null;
    const part = this.#claim(name);
    if (!part) {
      file.resume();
      return;
    }
    this.#outside = 0;
    this.#file = file;
    file.once('close', () => {
      if (this.#file === file) this.#file = null;
    });
    expectUntouched(encoding);
    file.once('limit', () => file.destroy(tooLarge(part.limit)));
    const receiving = part.fromFile(name, file).then((value) => {
      this.#values.set(name, value);
      file.resume();
    });
    this.#receiving.push(receiving);
    receiving.catch((error) => this.#fail(error));
  }

  /** The part of this name, once; null where it is to be passed over. */
  #claim(name: string | undefined): Part<unknown> | null {
    if (name === undefined) throw new Problem('malformed-body', 'A part of the form has no name.');
    const part = Object.hasOwn(this.#form, name) ? this.#form[name] : undefined;
    if (!part && this.#options.ignoreUnknown) return null;
    if (!part) throw invalid(excerpt(name, 64), 'is not known here');
    if (this.#seen.has(name)) throw invalid(name, 'is given twice');
    this.#seen.add(name);
    return part;
  }

  /** Refuses at once what could only be a small part that is too large, or passed over. */
  #count(octets: number): void {
    if (this.#file) return;
    this.#outside += octets;
    if (this.#outside > 2 * (smallPartLimit + partOverhead)) this.#fail(tooLarge(smallPartLimit));
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure.reject(error);
  }
}

function isOf<F extends Form>(values: object, form: F): values is Parts<F> {
  return Object.keys(values).every((name) => Object.hasOwn(form, name));
}

/** Refuses a body that is announced larger than the form can be. */
function checkLength(request: MultipartRequest, form: Form): void {
  const parts = Object.values(form);
  const max = parts.reduce((sum, { limit }) => sum + limit + partOverhead, smallPartLimit);
  if (Number(request.header('content-length') ?? 0) > max) throw tooLarge(max);
}

const maxParts = (form: Form) => Object.keys(form).length + maxUnknown;

function tooMany(form: Form): Problem {
  return new Problem('invalid-body', `The form has more than ${maxParts(form)} parts.`);
}

function createParser(request: MultipartRequest, form: Form): busboy.Busboy {
  const largest = Math.max(...Object.values(form).map(({ limit }) => limit));
  try {
    return busboy({
      headers: { 'content-type': request.header('content-type') ?? '' },
      // busboy calls a file of exactly this size cut off, and a form with so many parts too long.
      limits: {
        fieldSize: smallPartLimit + 1,
        fileSize: largest + 1,
        parts: maxParts(form) + 1,
      },
    });
  } catch (cause) {
    const detail = 'Send the body as multipart/form-data with a boundary.';
    throw new Problem('unsupported-media-type', detail, { cause });
  }
}
