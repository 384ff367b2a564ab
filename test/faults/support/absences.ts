import { execFile } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../../src/database/database.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import type { Cluster } from '../../support/shared/cluster.ts';
import type { MutableRelay } from './mutable-relay.ts';

const run = promisify(execFile);

/** How the database can be taken away, and given back. */
export interface Absence {
  readonly what: string;
  /** Nobody answers, it takes no more writes, or it commits one and its answer never comes. */
  readonly kind: 'away' | 'full' | 'mute';
  /** What has to be done before the flow that meets it. */
  prepare?(world: ServerWorld): Promise<void>;
  /** `writes`: how many more it takes before it is full, about, or which of them is not answered; none where nothing is said. */
  begin(writes?: number): Promise<void>;
  end(): Promise<void>;
  /** Whether it has come to what `begin` has named; left out: it always has. */
  isReached?(): boolean;
}

/** Octets of the data folder's own file system. */
const mebibytes = 24;
const page = 4096;
/** Pages that a write takes in SQLite's log, about. */
const pagesOfWrite = 4;

/** Puts a data folder that no server uses on a small file system of its own. */
export async function mountSmall(folder: string): Promise<void> {
  const copy = `${folder}-copy`;
  await run('cp', ['-a', folder, copy]);
  const options = `size=${mebibytes}m,mode=700`;
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  await run('cp', ['-a', `${copy}/.`, folder]);
}

export async function unmount(folder: string): Promise<void> {
  await run('umount', [folder]);
}

/** SQLite's, whose data folder is a small file system. Nobody else can open it, so nothing else takes it away. */
export function absencesOfSqlite(folder: string): readonly Absence[] {
  const filler = join(folder, 'filler');
  const spare = join(folder, 'spare');
  return [
    {
      what: 'SQLite, its disk full',
      kind: 'full',
      async prepare(world) {
        // Its log has then no room left over from earlier writes.
        await world.server.terminate();
        await world.start();
      },
      async begin(writes = 0) {
        if (writes > 0) await writeFile(spare, Buffer.alloc(writes * pagesOfWrite * page));
        await writeFile(filler, Buffer.alloc(mebibytes * 2 ** 20)).catch(() => {}); // what fits
        await rm(spare, { force: true });
      },
      end: () => rm(filler, { force: true }),
    },
    endOfServer(join(folder, 'fulmar.sqlite-wal')),
  ];
}

/** Who waits for SQLite's answer is the server itself, and is killed about when it has written something. */
function endOfServer(log: string): Absence {
  let world: ServerWorld | null = null;
  let watcher: FSWatcher | null = null;
  let killed: Promise<void> | null = null;
  let isReached = false;
  return {
    what: 'SQLite, and its server',
    kind: 'mute',
    async prepare(given) {
      world = given;
    },
    async begin(nth = 1) {
      let left = 1 + (nth - 1) * pagesOfWrite;
      watcher = watch(log, () => {
        left -= 1;
        if (left === 0) killed = world?.server.kill() ?? null;
      });
    },
    async end() {
      watcher?.close();
      isReached = killed !== null;
      if (killed) await killed.then(() => world?.start());
      killed = null;
    },
    isReached: () => isReached,
  };
}

/** PostgreSQL's; what fills its disk is a trigger of each table, which counts what is written. */
export async function absencesOfPostgres(
  cluster: Cluster,
  database: Database,
  relay: MutableRelay,
): Promise<readonly Absence[]> {
  for (const statement of await triggers(database)) await database.em().execute(statement);
  const leave = (writes: number) =>
    database.em().execute(`select setval('writes_counted', ${room - writes})`);
  await leave(room - 1);
  return [
    {
      what: 'PostgreSQL, stopped',
      kind: 'away',
      async begin() {
        relay.refuse();
        await cluster.end('crash');
      },
      async end() {
        await cluster.startAgain();
        await relay.listen();
      },
    },
    {
      what: 'PostgreSQL, its disk full',
      kind: 'full',
      async begin(writes = 0) {
        await leave(writes);
      },
      async end() {
        await leave(room - 1);
      },
    },
    {
      what: 'PostgreSQL, its answer lost',
      kind: 'mute',
      async begin(nth = 1) {
        relay.loseAnswer(nth);
      },
      async end() {
        relay.loseAnswer(0);
      },
      isReached: () => relay.hasLost,
    },
  ];
}

/** How many writes are counted before the disk is said to be full. */
const room = 1_000_000_000;

async function triggers(database: Database): Promise<readonly string[]> {
  const tables: readonly { readonly name: string }[] = await database
    .em()
    .execute(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
  return [
    'create sequence writes_counted',
    `create function expect_room() returns trigger language plpgsql as $$
      begin
        if nextval('writes_counted') > ${room} then
          raise exception 'No space left on device' using errcode = '53100';
        end if;
        return null;
      end $$`,
    ...tables.map(
      ({ name }) => `create trigger expect_room before insert or update or delete on "${name}"
        for each statement execute function expect_room()`,
    ),
  ];
}
