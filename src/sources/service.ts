import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { Problem } from '../base/errors.ts';
import { asJson } from '../outgoing/as-json.ts';
import type { Download, DownloadAnswer, DownloadRequest } from '../outgoing/download.ts';
import { unexpected } from './problems.ts';

/**
 * KiB that what a service says of an image may have. JSON is read in one go while everybody waits: this
 * much takes some 20 ms.
 */
const maxDescription = 512;

/** The same for registries, which anybody may run: what they answer is small. */
export const maxRegistryAnswer = 64;

/** Characters of an address that is shown. */
const maxAddress = 2048;

/** That an answer has more octets than are read of one. */
export class TooLong extends Problem {}

/** A small answer, read whole. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where it was in the end. */
  readonly url: URL;
  readonly body: Buffer;
}

/** Asks by GET. Throws `TooLong` for an answer of more than `max` KiB, and `OutgoingError`. */
export async function ask(
  download: Download,
  request: DownloadRequest,
  max = maxDescription,
): Promise<ServiceAnswer> {
  using answer = await download(request);
  const { status, headers, url } = answer;
  return { status, headers, url, body: await readBody(answer, max) };
}

/** A small body. Throws `TooLong` (a `source-nonsense`) for one of more than `max` KiB, and `OutgoingError`. */
export async function readBody(
  { url, status, content }: DownloadAnswer,
  max = maxDescription,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > max * 1024) throw tooLong(url.host, status, max);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLong(host: string, status: number, max: number): TooLong {
  const { code, detail, facts } = unexpected(host, status, `larger than ${max} KiB`);
  return new TooLong(code, detail, { facts });
}

/** What a service said, as a schema has it. Throws `source-nonsense`. */
export function parseAnswer<T>(
  service: string,
  { status, body }: Pick<ServiceAnswer, 'status' | 'body'>,
  schema: z.ZodType<T>,
): T {
  const parsed = schema.safeParse(asJson(body));
  if (parsed.success) return parsed.data;
  throw unexpected(service, status, 'not as documented');
}

/** An address that people may be led to; null: it is none, or longer than addresses are. */
export function pageAt(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password) return null;
  return url.href.length > maxAddress ? null : url.href;
}

/** Whether a list goes on behind this page of it (RFC 8288). */
export function hasNextPage({ headers }: Pick<ServiceAnswer, 'headers'>): boolean {
  return /;\s*rel="?next"?\s*(?:[;,]|$)/i.test(`${headers.link ?? ''}`);
}
