import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import type { Clock } from '../../src/base/clock.ts';
import { createLogger } from '../../src/base/log.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { createDownload } from '../../src/outgoing/download.ts';
import { readConfig } from '../../src/server/configuration.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { type Ask, ask } from '../support/request.ts';
import { startTestServer } from '../support/test-server.ts';
import { adapt } from './handbook.ts';

const run = promisify(execFile);

/** The one of the handbook. */
export const hostName = 'eu-west-2';
/** What mollymawk says of a text that is no label. */
export const badLabel = 'invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)';
export const mebibyte = 1024 * 1024;
export const account = { email: 'user@example.com', password: 'correct horse' };

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

interface WorldOptions {
  /** Of the environment, beside those that every server here has. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** What `curl` was answered. */
export interface Curled {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** An answer in mollymawk's envelope. */
export interface Enveloped {
  readonly status: number;
  readonly title: string;
  readonly success: boolean;
  readonly data: unknown;
}

/** A server with the handbook's account, on an emulated host of the handbook's name. */
export class MollymawkWorld {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly #server: FulmarServer;
  readonly #log: Buffer[];
  #cookie = '';
  #token = '';
  #id = '';

  private constructor(folder: string, emulator: Emulator, server: FulmarServer, log: Buffer[]) {
    this.folder = folder;
    this.emulator = emulator;
    this.#server = server;
    this.#log = log;
  }

  static async open({ settings, clock }: WorldOptions = {}): Promise<MollymawkWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-mollymawk-'));
    const own = { folder: join(folder, 'host'), consoleInterval: 20 };
    const emulator = await startEmulator({ ...own, ...(clock && { clock }) });
    const data = { FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0' };
    const config = readConfig({ ...data, ...settings });
    const lines: Buffer[] = [];
    const target = new PassThrough().on('data', (line: Buffer) => lines.push(line));
    const server = await startTestServer(config, {
      log: createLogger('info', target),
      download: createDownload({ plainLoopback: true }),
      ...(clock && { clock }),
    });
    const world = new MollymawkWorld(folder, emulator, server, lines);
    await world.#prepare();
    world.#token = await world.makeToken();
    return world;
  }

  get url(): string {
    return this.#server.url;
  }

  /** For all that pipelines do. */
  get token(): string {
    return this.#token;
  }

  /** All log lines so far. */
  get log(): string {
    return Buffer.concat(this.#log).toString();
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A token of version 1; by default for all that pipelines do. */
  async makeToken(options: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const scopes = ['unikernels:write', 'volumes:write', 'tokens:write'];
    const { secret } = await this.#v1('POST', '/tokens', { name: 'ci', scopes, ...options });
    return `${secret}`;
  }

  /** The deployments of a unikernel, the newest first. */
  async deployments(name: string): Promise<unknown> {
    const { data } = await this.#v1('GET', `/hosts/${hostName}/unikernels/${name}/deployments`);
    return data;
  }

  /** Takes the account's only policy away. */
  async removePolicy(): Promise<void> {
    await this.#v1('DELETE', `/accounts/${this.#id}/policies/${hostName}`);
  }

  /** Asks, by default with a token for everything, for an answer in an envelope. */
  async tell(path: string, options: Ask = {}): Promise<Enveloped & { readonly headers: Headers }> {
    const { status, text, headers } = await ask(this.url, path, { token: this.#token, ...options });
    const envelope = opened({ body: text });
    assert.deepEqual([envelope.status, envelope.success], [status, status < 300]);
    return { ...envelope, headers };
  }

  /** Asks for what is refused with this status and sentence. */
  async refuses(path: string, options: Ask, status: number, data: string | RegExp): Promise<void> {
    const told = await this.tell(path, options);
    assert.equal(told.status, status, `${told.data}`);
    if (typeof data === 'string') assert.equal(told.data, data);
    else assert.match(`${told.data}`, data);
  }

  /** The names of the files in the spool. */
  async spooled(): Promise<string[]> {
    return await readdir(join(this.folder, 'data', 'spool'));
  }

  /** Writes a file that a call of the handbook sends. */
  async write(name: string, content: Buffer | string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** Runs a call of the handbook in a shell, in the folder of its files. */
  async curl(call: string, token: string): Promise<Curled> {
    const line = adapt(call, {
      url: this.url,
      token,
      folder: this.folder,
      password: account.password,
    });
    const report = `${line} -sS -w '\\n%{http_code} %{content_type}'`;
    const { stdout } = await run('sh', ['-c', report], { cwd: this.folder, encoding: 'utf8' });
    const end = stdout.lastIndexOf('\n');
    const [status, ...type] = stdout.slice(end + 1).split(' ');
    return { status: Number(status), type: type.join(' '), body: stdout.slice(0, end) };
  }

  async #prepare(): Promise<void> {
    await this.write('hello_world.hvt', sampleImage({ target: 'hvt', filler: 'hello' }));
    const { id } = await this.#v1('POST', '/accounts', { name: 'user', ...account });
    this.#id = `${id}`;
    await this.#v1('POST', '/session', account);
    const { address, port, authority } = this.emulator;
    await this.#v1('POST', '/hosts', {
      name: hostName,
      transport: 'tls',
      address,
      port,
      certificate: authority.certificatePem,
      privateKey: authority.privateKeyPem,
    });
    await this.#v1('PUT', `/accounts/${id}/policies/${hostName}`, {
      unikernels: 4,
      memory: 512,
      storage: 2048,
      cpuids: [0, 1],
      bridges: ['service'],
    });
  }

  async #v1(method: string, path: string, json?: unknown): Promise<Record<string, unknown>> {
    const headers = { ...sameOrigin, cookie: this.#cookie };
    const told = await ask(this.url, `/api/v1${path}`, { method, json, headers });
    if (told.status >= 300) throw new Error(`${method} ${path}: ${told.status} ${told.text}`);
    this.#cookie = told.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie;
    return JSON.parse(told.text || '{}');
  }
}

/** What is in an envelope; fails where the answer is none. */
export function opened({ body }: Pick<Curled, 'body'>): Enveloped {
  return JSON.parse(body);
}

/** The member of this name, which has to be a text. */
export function textAt(value: unknown, name: string): string {
  assert.ok(typeof value === 'object' && value !== null);
  const found: unknown = Reflect.get(value, name);
  assert.ok(typeof found === 'string');
  return found;
}
