import { crc32 } from 'node:zlib';
import { Beginning } from './beginning.ts';
import { inflated } from './inflated.ts';
import { StoreError } from './store-error.ts';

/** Octets: of the header, and of the longest text that is read. A volume may be of any size. */
const headerLength = 18;
const largest = 256 * 1024 ** 2;

/** Where the text may begin: behind one sector of the device. */
const sectorSizes = [512, 1024, 2048, 4096] as const;
const largestSector = 4096;

/**
 * The JSON text of mollymawk's data: of its block device (OneFFS), compressed (gzip, zlib) or not, or as
 * it stands. Throws `StoreError`.
 */
export async function unframe(file: AsyncIterable<Buffer>): Promise<string> {
  const content = new Beginning(inflated(file));
  try {
    const start = await content.upTo(64);
    if (/^\s*[[{]/.test(start.toString())) return decode(await readText(content));
    if (start.length < headerLength || start.readUInt16BE(0) !== 0x1f1f) throw noStore(start);
    return decode(await readData(content, start));
  } finally {
    await content.end();
  }
}

/** Without the mark that some editors put before a text. */
const decode = (text: Buffer) => new TextDecoder().decode(text);

function noStore(start: Buffer): StoreError {
  const isEmpty = start.subarray(0, headerLength).every((octet) => octet === 0);
  return isEmpty ? running() : new StoreError('This is neither a volume of mollymawk’s nor JSON.');
}

async function readText(content: Beginning): Promise<Buffer> {
  const text = await content.upTo(largest + 1);
  if (text.length > largest) throw tooLarge();
  return text;
}

async function readData(content: Beginning, header: Buffer): Promise<Buffer> {
  if (crc32(header.subarray(0, 14)) !== header.readUInt32BE(14)) throw running();
  const length = Number(header.readBigUInt64BE(2));
  if (length === 0) throw running();
  if (length > largest) throw tooLarge();
  const sum = header.readUInt32BE(10);
  const all = await content.upTo(largestSector + length);
  for (const start of sectorSizes) {
    const data = all.subarray(start, start + length);
    if (data.length === length && crc32(data) === sum) return data;
  }
  if (all.length < headerLength + length) {
    throw new StoreError(
      'The file ends before mollymawk’s data does: copy the whole volume again.',
    );
  }
  throw running();
}

const tooLarge = () => new StoreError('The data is larger than 256 MiB.');

/** A store is empty for a moment with each write, and those are many. */
const running = () =>
  new StoreError(
    'The volume is empty or was copied while mollymawk wrote: stop mollymawk, and copy it again.',
  );
