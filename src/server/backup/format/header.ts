import * as z from 'zod';
import type { OctetReader } from './octet-reader.ts';
import { keyDerivation } from './passphrase-key.ts';
import { refused } from './refused.ts';

/** What a file begins with. */
const magic = 'fulmar-backup';

/** The only version of the format so far. */
const format = 1;

/** The header, in the clear: nothing of it is secret. */
const header = z.object({
  backup: z.literal(magic),
  format: z.int(),
  /** The release that made it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  compression: z.literal('zstd'),
  encryption: z.literal('aes-256-gcm'),
  key: keyDerivation,
});

export type Header = z.output<typeof header>;

/** What the header of a new backup says by itself. */
export const ownFormat = {
  backup: magic,
  format,
  compression: 'zstd',
  encryption: 'aes-256-gcm',
} as const;

/** One line. */
export const headerLine = (value: Header): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

const longestHeader = 4096;

/** Reads the header of a file, with its octets. Throws `backup-refused` where it is none. */
export async function readHeader(octets: OctetReader): Promise<{ header: Header; line: Buffer }> {
  const line = await octets.readLine(longestHeader);
  const json = line && parseJson(line.toString());
  if (!line || Reflect.get(Object(json), 'backup') !== magic) {
    throw refused('This is no backup of Fulmar’s.');
  }
  const read = header.safeParse(json);
  if (read.success && read.data.format === format) {
    return { header: read.data, line: Buffer.from(`${line}\n`) };
  }
  const isNewer = Number(Reflect.get(Object(json), 'format')) > format;
  throw refused(
    isNewer
      ? 'The backup is of a newer release, whose format this program does not know.'
      : 'The backup is damaged: its header cannot be read.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
