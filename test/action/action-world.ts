import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { createSend } from '../../src/outgoing/send.ts';
import { readConfig } from '../../src/server/configuration.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { Administrator } from '../server/support/administrator.ts';
import type { Ask } from '../support/request.ts';
import { startTestServer } from '../support/test-server.ts';
import { runStep, type StepResult } from './runner.ts';

/** A server with an emulated host named `one`, and a job that deploys to it. */
export class ActionWorld {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly administrator: Administrator;
  readonly token: string;
  readonly #server: FulmarServer;

  private constructor(
    folder: string,
    emulator: Emulator,
    server: FulmarServer,
    administrator: Administrator,
    token: string,
  ) {
    this.folder = folder;
    this.emulator = emulator;
    this.#server = server;
    this.administrator = administrator;
    this.token = token;
  }

  static async open(): Promise<ActionWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-action-'));
    await mkdir(join(folder, 'host'));
    const emulator = await startEmulator({ folder: join(folder, 'host') });
    const config = readConfig({ FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0' });
    const send = createSend({ plainLoopback: true });
    const server = await startTestServer(config, { log: createLogger('silent'), send });
    const administrator = new Administrator();
    await administrator.signUp(server.url);
    await administrator.addHost(server.url, 'one', emulator);
    const scopes = ['unikernels:write', 'volumes:write'];
    const token = await administrator.makeToken(server.url, scopes);
    return new ActionWorld(folder, emulator, server, administrator, token);
  }

  get url(): string {
    return this.#server.url;
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Writes a file into the job's workspace. */
  async write(name: string, content: Buffer): Promise<void> {
    await writeFile(join(this.folder, name), content);
  }

  /** A step of the job, with the token unless it is given another one; the job may be cancelled. */
  step(
    inputs: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
    cancelled?: AbortSignal,
  ): Promise<StepResult> {
    const defaults = {
      address: this.url,
      token: this.token,
      host: 'one',
      name: 'web',
      settle: '0',
    };
    const env = { GITHUB_WORKSPACE: this.folder, ...environment };
    return runStep({ ...defaults, ...inputs }, env, cancelled);
  }

  /** Asks the server as the administrator. */
  async ask(path: string, options: Ask = {}) {
    const answer = await this.administrator.ask(this.url, path, options);
    const { status } = answer;
    return { status, json: Object(status === 204 ? {} : answer.json) };
  }
}
