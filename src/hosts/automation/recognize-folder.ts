import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import type { Replica } from '../../database/replica.ts';
import type { Automation } from './automation.ts';
import { Installation } from './entity.ts';

/** What tells a data folder from its copies, and an older state of it from a newer one. */
export interface FolderIdentity {
  readonly id: string;
  /** Of the very file that the id is in: a copy has another one. */
  readonly mark: string;
  /** Those that the database may have; empty: the folder was never used so before. */
  generations(): Promise<readonly string[]>;
  keepGenerations(generations: readonly string[]): Promise<void>;
}

export interface RecognizeDeps {
  readonly database: Database;
  readonly folder: FolderIdentity;
  readonly replica: Pick<Replica, 'inPlaceOf'>;
  readonly automation: Pick<Automation, 'pause'>;
}

/**
 * Pauses everything automatic where folder and database do not belong together: one of them was
 * restored, copied or exchanged. What is said then; null: all is as it was left.
 */
export async function recognizeFolder(deps: RecognizeDeps): Promise<string | null> {
  const why = await findDoubt(deps);
  if (why !== null) await deps.automation.pause(why);
  await renewGeneration(deps);
  return why;
}

/** Gives both another generation: what is copied before is known as older from then on. */
export async function renewGeneration(
  { database, folder: { id, mark, keepGenerations } }: Pick<RecognizeDeps, 'database' | 'folder'>,
  signal?: AbortSignal,
): Promise<void> {
  const em = database.em(signal);
  const before = await em.findOne(Installation, { id });
  const generation = randomUUID();
  // Whichever of the writes a crash comes after, the database has one of those in the folder.
  await keepGenerations([...(before ? [before.generation] : []), generation]);
  await em.upsert(Installation, { id, mark, generation });
  await keepGenerations([generation]);
}

async function findDoubt({ database, folder, replica }: RecognizeDeps): Promise<string | null> {
  const known = await database.em().findAll(Installation);
  const generations = await folder.generations();
  const own = known.find(({ id }) => id === folder.id);
  if (own) {
    if (own.mark !== folder.mark) return 'The data folder is a copy of another one.';
    return generations.includes(own.generation)
      ? null
      : 'The database or the data folder is older than the other: one of them was restored.';
  }
  if (generations.length > 0) return 'The data folder was used with another database before.';
  const others = known.map(({ id }) => id);
  if (others.length === 0 || (await someRuns(others, replica))) return null;
  return 'The database was used with other data folders before, and none of their servers runs.';
}

async function someRuns(ids: readonly string[], replica: Pick<Replica, 'inPlaceOf'>) {
  for (const id of ids) {
    let runs = true;
    await replica.inPlaceOf(id, async () => {
      runs = false;
    });
    if (runs) return true;
  }
  return false;
}
