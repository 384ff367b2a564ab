import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandType } from '../../../src/albatross/commands.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';
import { type Ask, ask, type Told } from '../../support/request.ts';
import { Administrator } from './administrator.ts';
import { ServerProcess } from './server-process.ts';
import { until } from './until.ts';

export interface WorldOptions {
  /** More of the server's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly emulator?: Partial<EmulatorOptions>;
  /** Requests an hour of the token; default that of every token. */
  readonly hourlyLimit?: number;
}

/** The real server in a process and a folder of its own, with one emulated host named `one`. */
export class ServerWorld {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly administrator = new Administrator();
  readonly #environment: Readonly<Record<string, string>>;
  readonly #hourlyLimit: number | undefined;
  readonly #cleanup = new AsyncDisposableStack();
  #server: ServerProcess | null = null;
  #url = '';
  #token = '';

  private constructor(folder: string, emulator: Emulator, options: WorldOptions) {
    this.folder = folder;
    this.emulator = emulator;
    this.#cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    this.#cleanup.defer(() => emulator.close());
    this.#hourlyLimit = options.hourlyLimit;
    this.#environment = {
      FULMAR_DATA: join(folder, 'data'),
      ...(options.hourlyLimit && { FULMAR_ACCOUNT_CHANGES: `${options.hourlyLimit}` }),
      ...options.environment,
    };
  }

  /** A world whose administrator `alice` has a policy on the host and a token for all of it. */
  static async open(options: WorldOptions = {}): Promise<ServerWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-server-'));
    await mkdir(join(folder, 'host'));
    const emulator = await startEmulator({ folder: join(folder, 'host'), ...options.emulator });
    const world = new ServerWorld(folder, emulator, options);
    try {
      await world.start();
      await world.#prepare();
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get server(): ServerProcess {
    if (!this.#server) throw new Error('the server was not started');
    return this.#server;
  }

  get url(): string {
    return this.#url;
  }

  /** The secret of a token with every scope but that of an administrator. */
  get token(): string {
    return this.#token;
  }

  /** Starts the server over what an earlier run left, and ends that where it still runs. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#server?.kill();
    this.#server = new ServerProcess({ ...this.#environment, ...environment });
    this.#url = await this.#server.url();
  }

  /** Has something done when the server is gone and its folder still there. */
  defer(action: () => Promise<unknown>): void {
    this.#cleanup.defer(async () => {
      await action();
    });
  }

  async close(): Promise<void> {
    await this.#server?.kill();
    await this.#cleanup.disposeAsync();
  }

  /** Asks with the token; `path` is below `/api/v1`. */
  ask(path: string, options: Ask = {}): Promise<Told> {
    return ask(`${this.#url}/api/v1`, path, { token: this.#token, ...options });
  }

  /** Asks, and fails where the answer has another status. */
  async expect(status: number, path: string, options: Ask = {}): Promise<Told> {
    const told = await this.ask(path, options);
    assert.equal(told.status, status, `${path}: ${told.text}`);
    return told;
  }

  /** Makes a volume of so many MiB on the host, filled with `content` where there is one. */
  async makeVolume(name: string, size: number, content?: Buffer<ArrayBuffer>): Promise<void> {
    await this.expect(201, '/hosts/one/volumes', { json: { name, size } });
    if (!content) return;
    const upload = { method: 'PUT', body: content };
    await this.expect(200, `/hosts/one/volumes/${name}/data`, upload);
  }

  /** What the host holds of alice's volume. */
  async contentOf(volume: string): Promise<Buffer> {
    return await readFile(join(this.folder, 'host', 'block', `alice:${volume}`));
  }

  /** The names of the files in the spool. */
  async spooled(): Promise<string[]> {
    return await readdir(join(this.folder, 'data', 'spool'));
  }

  /** Waits until nothing is left in the spool, and so all of it is at the host. */
  async untilDelivered(): Promise<void> {
    await until(async () => (await this.spooled()).length === 0);
  }

  /** How many commands of a type have reached the host. */
  seen(type: CommandType): number {
    return this.emulator.commands.all.filter((command) => command.type === type).length;
  }

  async #prepare(): Promise<void> {
    const { administrator, url, emulator } = this;
    await administrator.signUp(url);
    await administrator.addHost(url, 'one', emulator);
    const scopes = ['unikernels:write', 'volumes:write', 'hosts:read', 'tokens:read'];
    this.#token = await administrator.makeToken(url, scopes, this.#hourlyLimit);
  }
}

/** One world for all tests of the surrounding `describe`; they use volumes and names of their own. */
export function useServer(options: WorldOptions = {}): () => ServerWorld {
  let world: ServerWorld | null = null;
  before(async () => {
    world = await ServerWorld.open(options);
  });
  after(async () => {
    await world?.close();
  });
  afterEach(() => world?.emulator.faults.clear());
  return () => {
    if (!world) throw new Error('the server is there only while a test runs');
    return world;
  };
}
