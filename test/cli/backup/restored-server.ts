import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createLogger } from '../../../src/base/log.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import { runCommand } from '../../../src/server/control/run-command.ts';
import type { Administrator } from '../../server/support/administrator.ts';
import { startTestServer } from '../../support/test-server.ts';
import { callCommand, type Told } from '../support/call-command.ts';

export const passphrase = 'a passphrase for tests';

export const program = resolve(import.meta.dirname, '../../../scripts/fulmar-server');

type Environment = Readonly<Record<string, string>>;

interface ControlOptions {
  readonly signal?: AbortSignal;
  /** Settings beside its own. */
  readonly environment?: Environment;
}

/** A folder and a database that a backup is restored into, and the server of it then. */
export class RestoredServer {
  readonly folder: string;
  readonly #environment: Environment;

  private constructor(folder: string, environment: Environment) {
    this.folder = folder;
    this.#environment = { FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0', ...environment };
  }

  static async make(environment: Environment = {}): Promise<RestoredServer> {
    return new RestoredServer(await mkdtemp(join(tmpdir(), 'fulmar-restored-')), environment);
  }

  /** Calls `fulmar server …`, as whoever runs the server, which starts the program. */
  call(words: readonly string[]): Promise<Told> {
    const { PATH = '' } = process.env;
    const environment = { PATH, ...this.#environment, FULMAR_BACKUP_PASSPHRASE: passphrase };
    return callCommand(this.folder, ['server', ...words, '--program', program], { environment });
  }

  /** What the program does where no server runs, in this process. */
  async control(
    command: string,
    body: object,
    { signal = new AbortController().signal, environment = {} }: ControlOptions = {},
  ): Promise<{ code: number; text: string }> {
    const stdout = new PassThrough();
    const said = text(stdout);
    const stdin = Readable.from([JSON.stringify(body)]);
    const all = { ...this.#environment, ...environment };
    const around = { environment: all, stdin, stdout, signal };
    const code = await runCommand(command, around);
    stdout.end();
    return { code, text: await said };
  }

  async restore(file: string, more: { readonly replace?: true } = {}): Promise<void> {
    const told = await this.control('server/restore', { file, passphrase, ...more });
    assert.equal(told.code, 0, told.text);
  }

  /** Starts the server, signs in, and asks. */
  async ask(
    administrator: Administrator,
    work: (get: Get, url: string) => Promise<void>,
  ): Promise<void> {
    await using server = await this.start();
    await administrator.signIn(server.url);
    await work(async (path, options = {}) => {
      const told = await administrator.expect(200, server.url, path, options);
      return Object(told.json);
    }, server.url);
  }

  /** Starts the server. */
  async start(): Promise<{ readonly url: string } & AsyncDisposable> {
    const log = createLogger('silent');
    const server = await startTestServer(readConfig(this.#environment), { log });
    return { url: server.url, [Symbol.asyncDispose]: () => server.close() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Asks for something that is there. */
export type Get = (path: string, options?: Parameters<Administrator['ask']>[2]) => Promise<object>;
