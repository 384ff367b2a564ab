import type { Database } from '../../database/database.ts';
import { type TableShape, tableShapes } from '../../database/dump/cells.ts';
import { ownSchema } from '../../database/dump/schema-names.ts';
import { openSnapshot, type Snapshot } from '../../database/dump/snapshot.ts';
import { KeptImage } from '../../storage/kept-images/entity.ts';
import { DamagedImageError } from '../../storage/kept-images/errors.ts';
import { FolderPlace } from '../../storage/kept-images/folder-place.ts';
import type { ImagePlace } from '../../storage/kept-images/image-place.ts';
import { describeImagePlace, openConsolePlace, openImagePlace } from '../open-image-place.ts';
import { secretKeysFor } from '../secret-keys.ts';
import type { BackupRecord, ContentKind, Preface, Totals } from './format/records.ts';
import type { BackupContents, BackupPlace } from './source.ts';

/**
 * Never part of a backup: what tells servers and folders apart, what is held only while a server runs, what
 * is under way to a host from the server's spool, and
 * pieces of images, which come as contents, wherever they are kept; and what unikernels used over time, which
 * only some keep in the database.
 */
const leftOut = new Set([
  'installations',
  'locks',
  'written_probes',
  'uploads',
  'image_chunks',
  'metric_blocks',
]);

export interface GatherOptions extends BackupContents {
  /** Where SQLite's copy is put meanwhile. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** All that a backup consists of, in its order, from one snapshot. */
export async function* gatherRecords(
  from: BackupPlace,
  options: GatherOptions,
): AsyncGenerator<BackupRecord> {
  const { config, database } = from;
  const { images, consoles, signal } = options;
  const keys = await secretKeysFor(config, database);
  const schema = await ownSchema();
  const base64 = keys.map((key) => Buffer.from(key).toString('base64'));
  const elsewhere = images ? {} : await imagesElsewhere(from);
  yield { preface: { schema, keys: base64, images, consoles, ...elsewhere } };
  const missingOf = { image: 0, console: 0 };
  const totals: MutableTotals = { rows: {}, contents: 0, missing: 0, missingOf };
  const named: NamedContents = { image: new Map(), console: new Map() };
  yield* gatherTables(database, options, { totals, named });
  const { inUse } = FolderPlace;
  if (images) {
    const place = await openImagePlace(from, inUse);
    yield* gatherContents('image', named.image, place, totals);
  }
  const place = consoles ? await openConsolePlace(from, inUse) : null;
  if (place) yield* gatherContents('console', named.console, place, totals);
  signal.throwIfAborted();
  yield { end: totals };
}

/** Closes the snapshot behind the last row: contents may take hours, and the database puts off its cleaning up for it. */
async function* gatherTables(
  database: Database,
  options: GatherOptions,
  { totals, named }: Gathered,
): AsyncGenerator<BackupRecord> {
  await using snapshot = await openSnapshot(database, options);
  for (const shape of tableShapes(database.orm)) {
    const { table } = shape;
    if (leftOut.has(table) || (table === 'console_segments' && !options.consoles)) continue;
    yield { table: shape };
    totals.rows[table] = yield* gatherRows(snapshot, shape, named);
  }
}

/** What the rows have told. */
interface Gathered {
  readonly totals: MutableTotals;
  readonly named: NamedContents;
}

type MutableTotals = Totals & { readonly missingOf: Record<ContentKind, number> };

function miss(kind: ContentKind, totals: MutableTotals): void {
  totals.missing += 1;
  totals.missingOf[kind] += 1;
}

/** How many images the backup leaves in their place, if that is neither the data folder nor the database. */
async function imagesElsewhere({ config, database }: BackupPlace): Promise<Elsewhere> {
  const place = describeImagePlace(config);
  return place === null
    ? {}
    : { elsewhere: { place, images: await database.em().count(KeptImage) } };
}

type Elsewhere = Pick<Preface, 'elsewhere'>;

/** Contents by their digests, each with its octets. */
type NamedContents = Readonly<Record<ContentKind, Map<string, number>>>;

/** Tables whose rows name contents: as what, and which column has the size. */
const naming: Readonly<Record<string, readonly [ContentKind, string]>> = {
  kept_images: ['image', 'size'],
  console_segments: ['console', 'octets'],
};

async function* gatherRows(
  snapshot: Snapshot,
  shape: TableShape,
  named: NamedContents,
): AsyncGenerator<BackupRecord, number> {
  const [kind, sizeColumn] = naming[shape.table] ?? [];
  const at = (column: string) => shape.columns.findIndex(([name]) => name === column);
  const [digestAt, sizeAt] = kind && sizeColumn ? [at('digest'), at(sizeColumn)] : [-1, -1];
  let count = 0;
  for await (const row of snapshot.rows(shape)) {
    yield [...row];
    count += 1;
    const digest = row[digestAt];
    if (kind && typeof digest === 'string') named[kind].set(digest, Number(row[sizeAt]));
  }
  return count;
}

/** Of what was removed since, nothing is there; whoever restores can do without it. */
async function* gatherContents(
  kind: ContentKind,
  contents: ReadonlyMap<string, number>,
  place: ImagePlace,
  totals: MutableTotals,
): AsyncGenerator<BackupRecord> {
  for (const [digest, size] of contents) {
    if (!(await place.has(digest))) {
      miss(kind, totals);
      continue;
    }
    yield { content: { kind, digest, size } };
    totals.contents += 1;
    try {
      for await (const piece of place.read(digest)) yield piece.toString('base64');
    } catch (error) {
      if (!(error instanceof DamagedImageError)) throw error;
      miss(kind, totals);
    }
  }
}
