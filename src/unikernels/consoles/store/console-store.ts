import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../../base/clock.ts';
import type { Database, EntityManager } from '../../../database/database.ts';
import { DamagedImageError } from '../../../storage/kept-images/errors.ts';
import type { ImagePlace } from '../../../storage/kept-images/image-place.ts';
import { verified } from '../../../storage/kept-images/verified.ts';
import { StoredUnikernel } from '../../registry/entity.ts';
import { ConsoleSegment } from '../entity.ts';
import type { ConsoleKey, KeptUnikernel } from '../kept-unikernels.ts';
import {
  formatLines,
  type KeptLine,
  pack,
  parseLines,
  unlessDamaged,
  unpack,
} from './line-codec.ts';

/** Lines of a console that belong together. */
export interface NewSegment {
  readonly key: ConsoleKey;
  readonly firstNumber: number;
  readonly lines: readonly KeptLine[];
  readonly startedAt: Date | null;
  readonly release: number | null;
  readonly gapBefore: boolean;
}

export interface ConsoleStoreDeps {
  readonly database: Database;
  /** Where long segments go; null: they stay in the database. */
  readonly place: ImagePlace | null;
  readonly clock: Clock;
}

/** What was kept last of a console. */
export interface Tail {
  readonly lastNumber: number;
  readonly lines: readonly KeptLine[];
}

/** Lines by which the place in a host's history is found again. */
const tailLines = 64;
const tailSegments = 8;

/** Keeps what unikernels print. */
export class ConsoleStore {
  readonly database: Database;
  readonly place: ImagePlace | null;
  readonly clock: Clock;

  constructor({ database, place, clock }: ConsoleStoreDeps) {
    this.database = database;
    this.place = place;
    this.clock = clock;
  }

  /** Adds segments, all of them or none; not those of a unikernel that is no longer known, as after its account's end. */
  async append(segments: readonly NewSegment[]): Promise<void> {
    const rows = await Promise.all(segments.map((segment) => this.#rowOf(segment)));
    await this.database.transaction(async (em) => {
      const isKnown = await knownAmong(em, rows);
      const known = rows.filter(isKnown);
      if (known.length > 0) await em.insertMany(ConsoleSegment, known);
    });
  }

  /** The end of what is kept of a console. */
  async tail(key: ConsoleKey): Promise<Tail> {
    const latest = await this.database
      .em()
      .find(ConsoleSegment, key, { orderBy: { firstNumber: 'desc' }, limit: tailSegments });
    const lines: KeptLine[] = [];
    for (const segment of latest) {
      if (lines.length >= tailLines) break;
      const content = await this.read(segment);
      if (!content) break; // what comes before it is not the end
      lines.unshift(...parseLines(content.toString()).slice(-tailLines));
    }
    return { lastNumber: latest[0]?.lastNumber ?? 0, lines: lines.slice(-tailLines) };
  }

  /** The lines of a segment as text; null: they are not there any more, or damaged. */
  async read(segment: ConsoleSegment): Promise<Buffer | null> {
    const content = await this.readPacked(segment);
    return content && (await unpack(content).catch(unlessDamaged));
  }

  /** The same, as they are kept. */
  async readPacked({ content, digest }: ConsoleSegment): Promise<Buffer | null> {
    if (content) return Buffer.from(content);
    if (!this.place || !digest) return null;
    try {
      return Buffer.concat(await Array.fromAsync(verified(this.place.read(digest), digest)));
    } catch (error) {
      if (error instanceof DamagedImageError) return null;
      throw error;
    }
  }

  /** What was started then is a release by now. */
  async label({ key, startedAt, release }: KeptUnikernel): Promise<void> {
    const where = { ...key, startedAt, release: null };
    await this.database.em().nativeUpdate(ConsoleSegment, where, { release });
  }

  async #rowOf({ key, firstNumber, lines, startedAt, release, gapBefore }: NewSegment) {
    const raw = formatLines(lines);
    const content = await pack(raw);
    const now = this.clock();
    return {
      ...{ id: randomUUID(), ...key, startedAt, release, gapBefore, open: true },
      ...{ firstNumber, lastNumber: firstNumber + lines.length - 1 },
      ...spanOf(lines),
      ...{ beganAt: now, storedAt: now },
      ...{ rawOctets: raw.length, octets: content.length, digest: null, content },
    };
  }
}

/** Finds which of some consoles belong to known unikernels, destroyed ones included. */
async function knownAmong(em: EntityManager, keys: readonly ConsoleKey[]) {
  const among = (member: keyof ConsoleKey) => [...new Set(keys.map((key) => key[member]))];
  const where = { host: among('host'), domain: among('domain'), name: among('name') };
  const known = await em.find(StoredUnikernel, where, { fields: ['host', 'domain', 'name'] });
  const text = ({ host, domain, name }: ConsoleKey) => `${host}/${domain}/${name}`;
  const texts = new Set(known.map(text));
  return (key: ConsoleKey) => texts.has(text(key));
}

/** The earliest and the latest time of lines. */
function spanOf(lines: readonly KeptLine[]) {
  let [first, last] = [Infinity, -Infinity];
  for (const { timestamp } of lines) {
    first = Math.min(first, timestamp.getTime());
    last = Math.max(last, timestamp.getTime());
  }
  return { firstAt: new Date(first), lastAt: new Date(last) };
}

/** Under which name a content goes into the place for contents. */
export const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');
