import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../src/emulator/options.ts';
import { readConfig } from '../../src/server/configuration.ts';
import type { FulmarServer, ServerOverrides } from '../../src/server/start-server.ts';
import { Administrator } from '../server/support/administrator.ts';
import { type Ask, ask, type Told } from './request.ts';
import { startTestServer } from './test-server.ts';

/** The whole server in this process, with an emulated host `one` and its administrator `alice`. */
export class OwnServer {
  readonly emulator: Emulator;
  readonly administrator = new Administrator();
  readonly folder: string;
  readonly #start: () => Promise<FulmarServer>;
  #server: FulmarServer;

  private constructor(
    folder: string,
    emulator: Emulator,
    { start, server }: { start: () => Promise<FulmarServer>; server: FulmarServer },
  ) {
    this.folder = folder;
    this.emulator = emulator;
    this.#start = start;
    this.#server = server;
  }

  /** With other parts, as a log that can be read, other settings, and a host that is otherwise. */
  static async open(
    overrides: ServerOverrides = {},
    environment: Readonly<Record<string, string>> = {},
    host: Partial<EmulatorOptions> = {},
  ): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-own-'));
    const emulator = await startEmulator({ folder: join(folder, 'host'), ...host });
    const needed = { FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0' };
    const config = readConfig({ ...needed, ...environment });
    const start = () => startTestServer(config, { log: createLogger('silent'), ...overrides });
    const own = new OwnServer(folder, emulator, { start, server: await start() });
    try {
      await own.administrator.signUp(own.url);
      await own.administrator.addHost(own.url, 'one', emulator);
      return own;
    } catch (error) {
      await own.close();
      throw error;
    }
  }

  get url(): string {
    return this.#server.url;
  }

  /** Asks as the administrator unless a token is given; `path` is below `/api/v1`. */
  ask(path: string, options: Ask = {}): Promise<Told> {
    if (options.token !== undefined) return ask(`${this.url}/api/v1`, path, options);
    return this.administrator.ask(this.url, path, options);
  }

  /** Asks, and fails where the answer has another status. */
  async expect(status: number, path: string, options: Ask = {}): Promise<Told> {
    const told = await this.ask(path, options);
    assert.equal(told.status, status, `${path}: ${told.text}`);
    return told;
  }

  /** Ends it, and starts it again over what is then in its folder; it may have another port. */
  async restart(meanwhile: () => void): Promise<void> {
    await this.#server.close();
    meanwhile();
    this.#server = await this.#start();
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
