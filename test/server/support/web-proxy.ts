import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { KeyPair } from '../../../src/http/listen.ts';

export type ProxyKind = 'nginx' | 'caddy';

const programs: Readonly<Record<ProxyKind, string>> = {
  nginx: '/usr/sbin/nginx',
  caddy: '/usr/bin/caddy',
};

/** As `describe`, where Debian's package of the proxy is installed; else counted as skipped. */
export function describeWithProxy(kind: ProxyKind, title: string, tests: () => void): void {
  if (existsSync(programs[kind]))
    describe(title, function () {
      this.timeout(60_000);
      tests();
    });
  else describe.skip(title, tests);
}

interface ProxyOptions {
  /** The configuration, as `documented` has it. */
  readonly text: string;
  /** Where it listens, by HTTPS under the name localhost. */
  readonly port: number;
  /** The server's port. */
  readonly upstream: number;
  readonly certificate: KeyPair;
}

/** A reverse proxy that runs with the configuration of the documentation. */
export class WebProxy implements AsyncDisposable {
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, process: ChildProcess) {
    this.#folder = folder;
    this.#process = process;
  }

  static async start(kind: ProxyKind, options: ProxyOptions): Promise<WebProxy> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-proxy-'));
    await writeFile(join(folder, 'cert'), options.certificate.cert);
    await writeFile(join(folder, 'key'), options.certificate.key);
    const { config, command } = kind === 'nginx' ? nginx(folder, options) : caddy(folder, options);
    await writeFile(join(folder, 'config'), config);
    const env = { PATH: process.env.PATH, HOME: folder };
    return new WebProxy(folder, spawn(programs[kind], command, { env, stdio: 'ignore' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) {
      const ended = once(this.#process, 'close');
      this.#process.kill();
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What of the documentation is for this proxy: for a name of its own, and below a path. */
export async function documented(kind: ProxyKind): Promise<{ whole: string; below: string }> {
  const manual = await readFile(
    resolve(import.meta.dirname, '../../../docs/deployment.md'),
    'utf8',
  );
  const blocks = [...manual.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))];
  const [whole = '', below = ''] = blocks.map(([, text = '']) => text);
  // nginx's second one is the beginning of the location that takes the place of the first one's.
  const location = /^ {2}location \/ \{\n.*\n/m;
  return { whole, below: kind === 'nginx' ? whole.replace(location, below) : below };
}

// As it stands but for the place: newer versions than 1.25.1 take its http2 with a warning.
function nginx(folder: string, { text, port, upstream }: ProxyOptions) {
  const site = text
    .replace('listen 443 ', `listen 127.0.0.1:${port} `)
    .replace('/etc/ssl/fulmar/fullchain.pem', `${folder}/cert`)
    .replace('/etc/ssl/fulmar/privkey.pem', `${folder}/key`)
    .replace('fulmar.example.org', 'localhost')
    .replace('127.0.0.1:8080', `127.0.0.1:${upstream}`);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const config = `daemon off; ${user} pid ${folder}/pid; events {} http { access_log off; ${paths}\n${site}\n}`;
  return {
    config,
    command: ['-p', folder, '-e', join(folder, 'errors'), '-c', join(folder, 'config')],
  };
}

function caddy(folder: string, { text, port, upstream }: ProxyOptions) {
  const site = text
    .replace(
      /^(fulmar\.)?example\.org \{/m,
      `https://localhost:${port} {\n  tls ${folder}/cert ${folder}/key`,
    )
    .replace('127.0.0.1:8080', `127.0.0.1:${upstream}`);
  const config = `{\n  admin off\n  auto_https disable_redirects\n}\n${site}`;
  return { config, command: ['run', '--adapter', 'caddyfile', '--config', join(folder, 'config')] };
}

/** A port that nobody has now, for a program that takes none by itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('there is no port');
  return address.port;
}
