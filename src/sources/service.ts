import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Download, DownloadAnswer, DownloadRequest } from '../outgoing/download.ts';
import { unexpected } from './problems.ts';

/** Octets that what a service says of an image may have. */
const maxOctets = 4 * 1024 * 1024;

/** A small answer, read whole. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where it was in the end. */
  readonly url: URL;
  readonly body: Buffer;
}

/** Asks by GET. Throws `source-nonsense` for an answer of more than 4 MiB, and `OutgoingError`. */
export async function ask(download: Download, request: DownloadRequest): Promise<ServiceAnswer> {
  using answer = await download(request);
  const { status, headers, url } = answer;
  return { status, headers, url, body: await readBody(answer) };
}

/** A small body. Throws `source-nonsense` for one of more than 4 MiB, and `OutgoingError`. */
export async function readBody({ url, status, content }: DownloadAnswer): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > maxOctets) throw unexpected(url.host, status, 'larger than 4 MiB');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
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

function asJson(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString());
  } catch {
    return null; // fits no schema
  }
}

/** An address that people may be led to; null: it is none. */
export function pageAt(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password) return null;
  return url.href;
}
