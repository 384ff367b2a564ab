import type { Database } from '../../database/database.ts';
import { DamagedImageError } from '../../storage/kept-images/errors.ts';
import { verified } from '../../storage/kept-images/verified.ts';
import { ConsoleSegment } from '../../unikernels/consoles/entity.ts';
import { openConsolePlace, openImagePlace } from '../open-image-place.ts';
import type { Totals } from './format/records.ts';
import type { Content } from './open-backup.ts';
import type { BackupPlace } from './source.ts';

/** What a backup's content has come to. */
type Next = IteratorResult<Content, Totals>;

/** What it is read from. */
interface Source {
  next(): Promise<Next>;
}

/** Puts contents where this server keeps such; gives the totals that follow them. */
export async function writeContents(
  into: BackupPlace,
  content: Source,
  first: Next,
): Promise<Totals> {
  let next = first;
  if (next.done) return next.value;
  const places = { image: await openImagePlace(into), console: await openConsolePlace(into) };
  while (!next.done) {
    const { value } = next;
    if (typeof value !== 'object' || !('content' in value))
      throw new TypeError('no content begins');
    const { kind, digest, size } = value.content;
    const read = readPieces(content);
    const pieces = verified(read.pieces(), digest);
    const place = places[kind];
    const writing = place
      ? place.write(digest, pieces, { size })
      : intoRows(into.database, digest, pieces);
    // What was not whole where it came from is as good as missing: rows are there, the content is not.
    await writing.catch((error) => {
      if (!(error instanceof DamagedImageError)) throw error;
    });
    next = await read.rest();
  }
  return next.value;
}

/** The pieces of one content, and what comes after them. */
function readPieces(content: Source) {
  let next: Next | null = null;
  const read = async () => {
    next = await content.next();
    return next;
  };
  const isPiece = (each: Next) => !each.done && typeof each.value === 'string';
  return {
    async *pieces(): AsyncGenerator<Buffer> {
      for (let each = await read(); isPiece(each); each = await read()) {
        yield Buffer.from(`${each.value}`, 'base64');
      }
    },
    async rest(): Promise<Next> {
      let each: Next = next ?? (await read());
      while (isPiece(each)) each = await read();
      return each;
    },
  };
}

/** A segment of a console, which is short, where the database keeps them itself. */
async function intoRows(
  database: Database,
  digest: string,
  pieces: AsyncIterable<Buffer>,
): Promise<void> {
  const content = Buffer.concat(await Array.fromAsync(pieces));
  await database.em().nativeUpdate(ConsoleSegment, { digest }, { content, digest: null });
}
