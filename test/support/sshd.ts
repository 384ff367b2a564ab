import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { SshLogin } from '../../src/albatross/ssh/handshake.ts';
import { type HostKey, hostKeyOf } from '../../src/albatross/ssh/host-key.ts';
import { newSshKey, parseSshKey, type SshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { portOf } from '../albatross/ssh/support/ssh-server.ts';

/** OpenSSH's server wants to be called by its whole path, and is seldom on a user's PATH. */
const program = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map((folder) => join(folder, 'sshd'))
  .find((path) => existsSync(path));

export const sshdIsInstalled = program !== undefined;

/** As `describe`, where there is an `sshd`; else its tests are counted as skipped. */
export function describeWithSshd(title: string, tests: () => void): void {
  if (sshdIsInstalled) describe(title, tests);
  else describe.skip(title, tests);
}

/** Where the server drops its privileges to, if it has any; distributions make it when it starts. */
const emptyFolder = '/run/sshd';

/**
 * OpenSSH's server, for one user: whoever runs the tests. Each connection has a process of its own,
 * as with inetd, so that the port is ours; `await using` closes it.
 */
export class Sshd implements AsyncDisposable {
  /** The key to log in with, as far as `authorize` lets it. */
  readonly key: SshKey = newSshKey('test');
  readonly #folder: string;
  readonly #hostKey: HostKey;
  readonly #server: Server;
  readonly #processes = new Set<ChildProcess>();
  /** What the server has logged so far. */
  log = '';

  private constructor(folder: string, hostKey: HostKey) {
    this.#folder = folder;
    this.#hostKey = hostKey;
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#serve(socket));
  }

  /** `lines` are further lines of `sshd_config`. */
  static async start(lines: readonly string[] = []): Promise<Sshd> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-sshd-'));
    if (process.getuid?.() === 0) await mkdir(emptyFolder, { recursive: true });
    const hostKey = newSshKey('host');
    const sshd = new Sshd(folder, hostKeyOf(hostKey.publicKey));
    await writeFile(join(folder, 'host-key'), hostKey.privateKey, { mode: 0o600 });
    await writeFile(join(folder, 'sshd_config'), [...sshd.#config(), ...lines, ''].join('\n'));
    await sshd.authorize('');
    sshd.#server.listen(0, '127.0.0.1');
    await once(sshd.#server, 'listening');
    return sshd;
  }

  get login(): SshLogin {
    return {
      address: '127.0.0.1',
      port: portOf(this.#server),
      user: userInfo().username,
      key: this.key,
      hostKey: this.#hostKey,
    };
  }

  /** What `authorized_keys` holds from now on. */
  async authorize(...lines: readonly string[]): Promise<void> {
    await writeFile(join(this.#folder, 'authorized_keys'), `${lines.join('\n')}\n`);
  }

  /** Adds a key that the host presents to those who ask for one of its type. */
  async addHostKey(privateKey: string): Promise<HostKey> {
    const name = `host-key-${parseSshKey(privateKey).type}`;
    await writeFile(join(this.#folder, name), privateKey, { mode: 0o600 });
    const config = join(this.#folder, 'sshd_config');
    await writeFile(config, `HostKey ${join(this.#folder, name)}\n`, { flag: 'a' });
    return hostKeyOf(parseSshKey(privateKey).publicKey);
  }

  /** Ends every connection, as a restart of the machine does. */
  async endConnections(): Promise<void> {
    await Promise.all([...this.#processes].map(endProcess));
  }

  /** Resolves when no connection is left. */
  async ended(): Promise<void> {
    await Promise.all([...this.#processes].map((sshd) => once(sshd, 'close')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    await this.endConnections();
    await rm(this.#folder, { recursive: true });
  }

  #config(): string[] {
    const inFolder = (name: string) => join(this.#folder, name);
    return [
      `HostKey ${inFolder('host-key')}`,
      `AuthorizedKeysFile ${inFolder('authorized_keys')}`,
      'StrictModes no', // all may write to the folder of temporary ones
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'PidFile none',
    ];
  }

  #serve(socket: Socket): void {
    if (program === undefined) throw new Error('there is no sshd');
    const options = ['-i', '-e', '-f', join(this.#folder, 'sshd_config')];
    const sshd = spawn(program, options, { stdio: [socket, socket, 'pipe'], detached: true });
    this.#processes.add(sshd);
    sshd.once('close', () => this.#processes.delete(sshd));
    sshd.stderr.on('data', (octets: Buffer) => {
      this.log += octets;
    });
    socket.destroy();
  }
}

/** The process for the user is a child of the one for the connection: both have one group. */
async function endProcess(sshd: ChildProcess): Promise<void> {
  if (sshd.pid === undefined || sshd.exitCode !== null || sshd.signalCode !== null) return;
  const exit = once(sshd, 'exit');
  process.kill(-sshd.pid, 'SIGKILL');
  await exit;
}
