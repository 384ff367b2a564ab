import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import type { CommandType } from '../../../src/albatross/commands.ts';
import type { HostLimits } from '../../../src/albatross/host/host.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Policy } from '../../../src/albatross/policy.ts';
import { TlsTransport } from '../../../src/albatross/tls/tls-transport.ts';
import type { Domain, Target } from '../../../src/albatross/transport.ts';
import type { UnikernelConfig } from '../../../src/albatross/unikernel.ts';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { createLogger } from '../../../src/base/log.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';
import { ConnectedHost, type HostDeps } from '../../../src/host-client/connected-host.ts';
import { HandshakeLimiter } from '../../../src/host-client/handshake-limiter.ts';

/** Where a host is, and by whose key it is commanded. */
export type HostAddress = Pick<Emulator, 'address' | 'port' | 'authority'>;

export interface ConnectOptions {
  /** What certificates are issued and judged by. */
  readonly now?: Clock;
  readonly hostDeps?: Partial<HostDeps>;
  readonly connectTimeout?: number;
  readonly fingerprint?: string;
}

/** Emulated hosts and what manages them; for one test, which closes it. */
export class HostWorld {
  readonly hostDeps: HostDeps = hostDepsOf();
  readonly #folder: string;
  readonly #emulators: Emulator[] = [];
  readonly #hosts: ConnectedHost[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<HostWorld> {
    return new HostWorld(await mkdtemp(join(tmpdir(), 'fulmar-hosts-')));
  }

  async startEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
    const folder = join(this.#folder, `${this.#emulators.length}`);
    const emulator = await startEmulator({ folder, ...options });
    this.#emulators.push(emulator);
    return emulator;
  }

  /** A managed host over an emulated one. */
  connect(name: string, emulator: HostAddress, options: ConnectOptions = {}): ConnectedHost {
    const { address, port, authority } = emulator;
    const { certificatePem, privateKeyPem } = authority;
    const credentials = parseCredentials(certificatePem, privateKeyPem, systemClock());
    const { fingerprint = null, connectTimeout: connectTimeoutMilliseconds = 10_000 } = options;
    const timing = { connectTimeoutMilliseconds, now: options.now ?? systemClock };
    const settings = { address, port, credentials, fingerprint, ...timing };
    const host = new ConnectedHost({
      ...this.hostDeps,
      ...options.hostDeps,
      id: name,
      name: parseLabel(name),
      transport: (connectLimiter) => new TlsTransport({ ...settings, connectLimiter }),
    });
    this.#hosts.push(host);
    return host;
  }

  async close(): Promise<void> {
    for (const host of this.#hosts) host.close();
    await Promise.all(this.#emulators.map((emulator) => emulator.close()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What a server gives its hosts, with limits that a test can wait for. */
export function hostDepsOf(limits: Partial<HostLimits> = {}): HostDeps {
  return {
    sshLimits: { busySocketPatience: 50 },
    handshakes: new HandshakeLimiter(systemTimer),
    limits,
    log: createLogger('silent', new PassThrough()),
    clock: systemClock,
    locks: new LocalLocks(systemTimer),
    timer: systemTimer,
    random: Math.random,
  };
}

export const smallPolicy: Policy = {
  unikernels: 3,
  cpuids: [0, 1],
  memory: 128,
  block: 64,
  bridges: ['service'],
};

export const domainOf = (name: string, policy: Policy = smallPolicy): Domain => ({
  label: parseLabel(name),
  policy,
});

/** What `alice:hello` stands for, with the domain's policy. */
export const targetOf = (domain: string, name: string): Target & { label: string } => ({
  domains: [domainOf(domain)],
  label: parseLabel(name),
});

export const plainConfig: Omit<UnikernelConfig, 'image'> = {
  type: 'solo5',
  compressed: false,
  failBehaviour: 'quit',
  startup: null,
  addName: false,
  cpuids: [0],
  memory: 32,
  blockDevices: [],
  networkDevices: [],
  arguments: null,
  numcpus: 1,
  linuxBootPartition: null,
};

/** How often a host has seen a command. */
export const seen = (emulator: Emulator, type: CommandType): number =>
  emulator.commands.all.filter((command) => command.type === type).length;
