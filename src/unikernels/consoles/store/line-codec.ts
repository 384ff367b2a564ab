import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** One line of a console, as it is kept. */
export interface KeptLine {
  /** By the host's clock. */
  readonly timestamp: Date;
  /** What the unikernel wrote: untrusted. */
  readonly line: string;
}

const compress = promisify(gzip);
const inflate = promisify(gunzip);

/** Octets that a segment may have inflated: more is none of ours. */
export const maxInflated = 16 * 1024 * 1024;

/** Lines as text: `MILLISECONDS<TAB>LINE`, each with a line end. */
export function formatLines(lines: readonly KeptLine[]): Buffer {
  const texts = lines.map(
    ({ timestamp, line }) => `${timestamp.getTime()}\t${line.replaceAll('\n', ' ')}\n`,
  );
  return Buffer.from(texts.join(''));
}

/** Reads what `formatLines` wrote; rows of another kind are passed over. */
export function parseLines(text: string): KeptLine[] {
  return text.split('\n').flatMap((row) => {
    const tab = row.indexOf('\t');
    if (tab < 0) return [];
    return { timestamp: new Date(Number(row.slice(0, tab))), line: row.slice(tab + 1) };
  });
}

/** Lines that `formatLines` wrote, compressed (RFC 1952): several of them behind each other are one, too. */
export async function pack(lines: Buffer): Promise<Buffer> {
  return await compress(lines);
}

/** Rejects where the content is damaged, or inflates to more than a segment has: as `unlessDamaged` knows. */
export async function unpack(content: Uint8Array): Promise<Buffer> {
  return await inflate(content, { maxOutputLength: maxInflated });
}

/** Null where a content cannot be inflated since it is damaged; throws anything else. */
export function unlessDamaged(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? `${error.code}` : '';
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return null;
  throw error;
}
