import type { Logger } from '../../base/log.ts';
import type { TableShape } from '../../database/dump/cells.ts';
import type { Refill } from '../../database/dump/refill.ts';
import { createSecretBox } from '../../database/secret-box.ts';
import { Automation } from '../../hosts/automation/automation.ts';
import { keptSecretKey, ownSecretKey } from '../data-folder.ts';
import { reseal } from '../reseal.ts';
import { endPassing } from './end-passing.ts';
import { forgetMissing, type NotFound } from './forget-missing.ts';
import type { Totals } from './format/records.ts';
import type { OpenBackup } from './open-backup.ts';
import type { BackupPlace } from './source.ts';
import { writeContents } from './write-contents.ts';

export interface RefillPlace extends Omit<BackupPlace, 'database'> {
  readonly log: Logger;
}

/** What the backup has, and what of it is missing here. */
export interface Refilled {
  readonly totals: Totals;
  readonly notFound: NotFound;
}

/**
 * How a database is filled from a backup, until the signal ends it; `refilled` says what there was, once that is
 * done. The key of the data folder is written last, if there is none.
 */
export function refillFrom(
  into: RefillPlace,
  { header, preface, content: whole }: OpenBackup,
  signal: AbortSignal,
) {
  const content = {
    async next() {
      signal.throwIfAborted();
      return await whole.next();
    },
  };
  const { config, clock, log } = into;
  const { promise: refilled, resolve } = Promise.withResolvers<Refilled>();
  let next: Awaited<ReturnType<typeof content.next>> | null = null;
  const refill: Refill = {
    schema: preface.schema,
    async fill(sink) {
      let shape: TableShape | null = null;
      for (next = await content.next(); !next.done; next = await content.next()) {
        const { value } = next;
        if (Array.isArray(value) && shape) await sink.add(shape, value);
        else if (typeof value === 'object' && 'table' in value) shape = value.table;
        else break;
      }
    },
    async finish(database) {
      const given = preface.keys.map((key) => Buffer.from(key, 'base64'));
      const kept = config.secretKeys ? null : await keptSecretKey(config.data);
      const own = config.secretKeys ?? (kept ? [kept] : []);
      const at = { ...into, database };
      const totals = await writeContents(at, content, next ?? (await content.next()));
      await reseal({ database, box: createSecretBox([...own, ...given]), log });
      const notFound = await forgetMissing(at);
      await endPassing(database);
      const made = `The database was restored from a backup of ${header.createdAt}.`;
      await new Automation(database, clock).pause(made);
      signal.throwIfAborted();
      if (!config.secretKeys) await ownSecretKey(config.data, given[0]);
      resolve({ totals, notFound });
    },
  };
  return { refill, refilled };
}
