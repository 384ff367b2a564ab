import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import type { CommandType, Service } from '../albatross/commands.ts';
import type { Header } from '../albatross/messages.ts';
import { type Name, parseName, root } from '../albatross/names.ts';
import { BrokenStream, type Channel } from './channel.ts';
import { CommandLog } from './command-log.ts';
import { injectFaults } from './fault-injection.ts';
import { Faults } from './faults.ts';
import { Host } from './host/host.ts';
import { VolumeFiles } from './host/volume-files.ts';
import { VolumeVoid } from './host/volume-void.ts';
import { defaultRootPolicy, defaultTenders, type EmulatorOptions } from './options.ts';
import { DaemonSockets } from './sockets/daemon-sockets.ts';
import { serveSocket } from './sockets/serve-socket.ts';
import { Endpoint } from './tls/endpoint.ts';
import {
  contextOf,
  fingerprintOf,
  type KeyPair,
  newAuthority,
  newHostCertificate,
  newWrongCertificate,
} from './tls/host-certificates.ts';
import { RefusedRequest, type Request, readRequest } from './tls/request.ts';
import { serve } from './tls/serve.ts';
import { verifyChain } from './tls/verify-chain.ts';

const tenSeconds = 10_000;

/** An albatross host that answers as a real one does, and runs nothing. */
export class Emulator {
  readonly address: string;
  /** Where the daemons' sockets are; null: nowhere. */
  readonly sockets: string | null;
  /** The host's CA. */
  readonly authority: KeyPair;
  /** The host's own certificate. */
  readonly certificate: KeyPair;
  /** SHA-256 of the public key of `certificate` (SPKI), hex. */
  readonly fingerprint: string;
  /** What goes wrong, on demand. */
  readonly faults = new Faults();
  /** What reached the host. */
  readonly commands = new CommandLog();
  /** What the host knows and holds. */
  readonly host: Host;
  readonly #now: () => Date;
  readonly #root: X509Certificate;
  readonly #endpoint: Endpoint;
  readonly #daemons: DaemonSockets;
  #context: SecureContext | null = null;
  #port: number;

  /** See `startEmulator`. */
  constructor(options: EmulatorOptions) {
    const now = options.clock ?? (() => new Date());
    this.#now = now;
    this.address = options.address ?? '127.0.0.1';
    this.#port = options.port ?? 0;
    this.authority = options.authority ?? newAuthority(now());
    this.certificate = options.certificate ?? newHostCertificate(this.authority, now());
    this.fingerprint = fingerprintOf(this.certificate);
    this.#root = new X509Certificate(this.authority.certificatePem);
    this.host = new Host({
      machine: options.rootPolicy ?? defaultRootPolicy,
      contents: options.discardVolumes
        ? new VolumeVoid()
        : new VolumeFiles(join(options.folder, 'block')),
      consoleInterval: options.consoleInterval ?? tenSeconds,
      exitDelay: options.exitDelay ?? 50,
      statsInterval: options.statsInterval ?? tenSeconds,
      series: options.series ?? '2.7',
      logForm: options.logForm === undefined ? likelyForm(options) : options.logForm,
      tenders: options.tenders ?? defaultTenders,
      now,
    });
    this.#endpoint = new Endpoint({
      context: () => this.#presentedContext(),
      fault: () => this.faults.connection,
      verify: (chain) => verifyChain(chain, this.#root, now()),
      serve: (chain, channel) => this.#serve(chain, channel),
    });
    this.sockets = options.sockets ?? null;
    this.#daemons = new DaemonSockets({
      fault: () => this.faults.connection,
      serve: (service, channel) => this.#serveSocket(service, channel),
    });
  }

  get port(): number {
    return this.#port;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#endpoint.connections + this.#daemons.connections;
  }

  /** Starts again after `stop`, on the same port, with all that the host knew and its volumes. */
  async start(): Promise<void> {
    await this.host.start();
    this.#port = await this.#endpoint.listen(this.address, this.#port);
    if (this.sockets !== null) await this.#daemons.listen(this.sockets);
  }

  /**
   * Refuses connections and breaks off those that are open. Uploads end as when a client leaves; where
   * the host crashes, a volume that is being filled is left too short, and is known no more.
   */
  async stop({ crash = false } = {}): Promise<void> {
    if (crash) this.host.volumes.crash();
    await this.#endpoint.close();
    await this.#daemons.close();
    this.host.stop();
  }

  /** `stop` and `start`. */
  async restart(how?: { crash: boolean }): Promise<void> {
    await this.stop(how);
    await this.start();
  }

  /** Stops for good. The folder is the caller's to remove. */
  async close(): Promise<void> {
    this.faults.clear();
    await this.stop();
  }

  /** Writes a line to the console of a unikernel that runs, by its name, as `alice:hello`. */
  print(name: string, line: string): void {
    this.host.printer.print(parseName(name), line);
  }

  #presentedContext(): SecureContext {
    const { certificate: wrong } = this.faults;
    if (wrong !== null) {
      return contextOf(newWrongCertificate(wrong, this.authority, this.#now()));
    }
    this.#context ??= contextOf(this.certificate);
    return this.#context;
  }

  async #serve(chain: readonly X509Certificate[], channel: Channel): Promise<void> {
    const request = requestIn(chain);
    if (!request) return;
    const { name, command } = request;
    await this.#guard(name, channel, async () => {
      if (await this.#injectFaults(command.type, { sequence: 0n, name }, channel)) return;
      if (!this.host.understands(command)) return;
      await serve(this.host, request, channel);
    });
  }

  async #serveSocket(service: Service, channel: Channel): Promise<void> {
    await this.#guard(root, channel, () =>
      serveSocket(service, this.host, channel, async ({ header, type }) =>
        type === null ? false : await this.#injectFaults(type, header, channel),
      ),
    );
  }

  /** Whether something else happens to a command that has reached the host. */
  #injectFaults(type: CommandType, header: Header, channel: Channel): Promise<boolean> {
    const about = { type, name: header.name };
    this.commands.add(about);
    const faults = this.faults.claim(about);
    channel.inject(faults);
    return injectFaults(faults, header, channel);
  }

  async #guard(name: Name, channel: Channel, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (channel.closed.aborted || error instanceof BrokenStream) return;
      await complain(name, error, channel);
    }
  }
}

/** A new host, listening; `close` is the caller's. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.start();
  return emulator;
}

/** How a log is subscribed to (docs/albatross-protocol.md, section 8.2). */
const likelyForm = ({ series }: EmulatorOptions) => (series === '2.8' ? 'plain' : null);

/** Null where a host closes without a word. */
function requestIn(chain: readonly X509Certificate[]): Request | null {
  try {
    return readRequest(chain);
  } catch (error) {
    if (error instanceof RefusedRequest) return null;
    throw error;
  }
}

/** Says what no host would: that the emulation itself went wrong. */
async function complain(name: Name, error: unknown, channel: Channel): Promise<void> {
  const words = `the emulated host failed: ${error instanceof Error ? error.message : error}`;
  try {
    await channel.send({ header: { sequence: 0n, name }, payload: { type: 'failure', words } });
  } catch (cause) {
    if (!channel.closed.aborted) throw cause;
  }
}
