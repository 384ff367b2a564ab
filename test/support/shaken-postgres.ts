import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { Administrator } from '../server/support/administrator.ts';
import { ask } from './request.ts';
import { RunningServers } from './running-servers.ts';
import { Cluster } from './shared/cluster.ts';
import { SilentProxy } from './silent-proxy.ts';

/**
 * What is done to the database; with `locked` before it while requests wait for a table. One that is unplugged
 * tells nobody, and another one takes its address.
 */
export const shakes = [
  'terminated',
  'restarted',
  'crashed',
  'crashed-at-once',
  'unplugged',
] as const;
export type Shake = (typeof shakes)[number];

/** Requests under way, half of them at each server; each changes a token of its own. */
const clients = 16;
/** More requests than they make in any run. */
const hourlyLimit = 1_000_000;
/** Milliseconds that whoever waits for a lock is given to get there. */
const gatherTime = 300;
/** Milliseconds that the database is away. */
const absence = 500;
/** Milliseconds until another one has the address of one that was unplugged. */
const takeover = 2_000;

const terminate =
  'select pg_terminate_backend(pid) from pg_stat_activity ' +
  'where datname = current_database() and pid <> pg_backend_pid()';

/** Two servers under load on a PostgreSQL of their own, which is shaken. */
export class ShakenPostgres implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #proxy: SilentProxy;
  /** Without the proxy. */
  readonly #url: string;
  readonly #servers: readonly FulmarServer[];
  /** Of a token that changes the others, more often than a session may. */
  readonly #secret: string;
  readonly #open: AsyncDisposableStack;
  readonly #tokens: readonly string[];
  readonly #statuses = new Map<number, number>();

  private constructor(
    cluster: Cluster,
    proxy: SilentProxy,
    url: string,
    servers: readonly FulmarServer[],
    secret: string,
    tokens: readonly string[],
    open: AsyncDisposableStack,
  ) {
    this.#cluster = cluster;
    this.#proxy = proxy;
    this.#url = url;
    this.#servers = servers;
    this.#secret = secret;
    this.#tokens = tokens;
    this.#open = open;
  }

  static async start(): Promise<ShakenPostgres> {
    await using starting = new AsyncDisposableStack();
    const cluster = await Cluster.start();
    starting.defer(() => cluster.stop());
    const url = await cluster.createDatabase();
    const proxy = starting.use(await SilentProxy.open(url));
    const running = starting.use(new RunningServers());
    const environment = { FULMAR_DATABASE_URL: proxy.url };
    const servers = [await running.start(environment), await running.start(environment)];
    const administrator = new Administrator();
    await administrator.signUp(servers[0]?.url ?? '');
    const tokens: string[] = [];
    for (let count = 0; count < clients; count += 1) {
      tokens.push(await makeToken(administrator, servers[count % servers.length]?.url ?? ''));
    }
    const scopes = ['tokens:write', 'hosts:read'];
    const secret = await administrator.makeToken(servers[0]?.url ?? '', scopes, hourlyLimit);
    return new ShakenPostgres(cluster, proxy, url, servers, secret, tokens, starting.move());
  }

  /** How often which status was answered under load. */
  get statuses(): ReadonlyMap<number, number> {
    return this.#statuses;
  }

  /** Shakes it under load; gives the milliseconds until both servers serve, once it is there. */
  async shake(shake: Shake, locked: boolean): Promise<number> {
    const ending = new AbortController();
    const load = this.#tokens.map((token, index) =>
      this.#ask(this.#serverOf(index), token, ending.signal),
    );
    const holder = locked ? await this.#lockTokens() : null;
    await sleep(gatherTime);
    await this.#harm(shake);
    const backAt = performance.now();
    await holder?.close();
    await Promise.all(
      this.#tokens.map((token, index) => this.#untilServed(this.#serverOf(index), token)),
    );
    const took = performance.now() - backAt;
    ending.abort();
    await Promise.all(load);
    return took;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }

  async #harm(shake: Shake): Promise<void> {
    if (shake === 'terminated') return await this.#terminate();
    if (shake === 'unplugged') return await this.#unplug();
    await this.#cluster.end(shake === 'restarted' ? 'in-order' : 'crash');
    if (shake !== 'crashed-at-once') await sleep(absence);
    await this.#cluster.startAgain();
  }

  async #terminate(): Promise<void> {
    const database = await openDatabase({ url: this.#url });
    await database.em().execute(terminate);
    await database.close();
  }

  /** What was open ends with the machine, of which nobody hears. */
  async #unplug(): Promise<void> {
    this.#proxy.unplug();
    await this.#terminate();
    await sleep(takeover);
    this.#proxy.plugIn();
  }

  /** Everybody else waits for the tokens until this is closed, or the database ends. */
  async #lockTokens(): Promise<Database> {
    const database = await openDatabase({ url: this.#url });
    const { promise, resolve } = Promise.withResolvers<void>();
    const holding = database.transaction(async (em) => {
      await em.execute('lock table tokens in access exclusive mode');
      resolve();
      await em.execute('select pg_sleep(600)');
    });
    holding.catch(() => resolve()); // it ends with the database, or as it is closed
    await promise;
    return database;
  }

  async #ask(server: FulmarServer, token: string, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      const status = await this.#change(server, token);
      if (status !== null) this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
      await sleep(5);
    }
  }

  /** Changes a token: the status, or null where nobody is there to answer. */
  async #change({ url }: FulmarServer, token: string): Promise<number | null> {
    const json = { description: randomUUID() };
    try {
      const change = { method: 'PATCH', json, token: this.#secret };
      return (await ask(`${url}/api/v1`, `/tokens/${token}`, change)).status;
    } catch {
      return null;
    }
  }

  #serverOf(index: number): FulmarServer {
    const server = this.#servers[index % this.#servers.length];
    if (!server) throw new Error('there is no server');
    return server;
  }

  async #untilServed(server: FulmarServer, token: string): Promise<void> {
    const ready = async () => (await fetch(`${server.url}/readyz`)).status === 200;
    while (!((await ready()) && (await this.#change(server, token)) === 200)) await sleep(20);
  }
}

async function makeToken(administrator: Administrator, url: string): Promise<string> {
  const json = { name: 'load', scopes: ['hosts:read'] };
  const { json: token } = await administrator.expect(201, url, '/tokens', { json });
  return `${Reflect.get(Object(token), 'id')}`;
}
