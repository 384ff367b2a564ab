import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshLogin } from '../../../src/albatross/ssh/handshake.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';
import { SshServer } from '../../albatross/ssh/support/ssh-server.ts';

/** What lets somebody in: the server of this process, or OpenSSH's. */
export interface SshDoor {
  readonly login: SshLogin;
}

/** An emulated host whose daemons have sockets of their own; `await using` closes it. */
export class SocketHost implements AsyncDisposable {
  readonly emulator: Emulator;
  /** What is `/run/albatross` on a host. */
  readonly folder: string;

  private constructor(folder: string, emulator: Emulator) {
    this.folder = folder;
    this.emulator = emulator;
  }

  static async start(options: Partial<EmulatorOptions> = {}): Promise<SocketHost> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-sockets-'));
    const sockets = join(folder, 'util');
    return new SocketHost(folder, await startEmulator({ folder, sockets, ...options }));
  }

  /** Leads to the daemons' sockets. */
  get sockets() {
    return { type: 'sockets', path: this.folder };
  }

  /** Leads to the TLS endpoint. */
  get endpoint() {
    const { port, authority } = this.emulator;
    const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
    return { type: 'endpoint', port, certificate, privateKey };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What adds the host behind a door as `one`, where nothing else is said. */
export function sshHostBody({ login }: SshDoor, target: object) {
  const { address, port, user, key, hostKey } = login;
  return {
    name: 'one',
    transport: 'ssh',
    ...{ address, port, user, target },
    privateKey: key.privateKey,
    hostKey: hostKey.fingerprint,
  };
}

/** An emulated host behind an SSH server of this process. */
export class BehindSsh implements AsyncDisposable {
  readonly host: SocketHost;
  readonly server: SshServer;

  private constructor(host: SocketHost, server: SshServer) {
    this.host = host;
    this.server = server;
  }

  static async start(options: Partial<EmulatorOptions> = {}): Promise<BehindSsh> {
    return new BehindSsh(await SocketHost.start(options), await SshServer.start());
  }

  get emulator(): Emulator {
    return this.host.emulator;
  }

  get body() {
    return sshHostBody(this.server, this.host.sockets);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await this.host[Symbol.asyncDispose]();
  }
}
