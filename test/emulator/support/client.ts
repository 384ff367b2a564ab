import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { certificateChain } from '../../../src/albatross/certificates/chain.ts';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import { certificateToPem, privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import type { Command } from '../../../src/albatross/commands.ts';
import { encodeFrame, endOfStream, FrameDecoder } from '../../../src/albatross/framing.ts';
import type { Message } from '../../../src/albatross/messages.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Policy } from '../../../src/albatross/policy.ts';
import { decodeMessage } from '../../../src/albatross/wire/message.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import type { KeyPair } from '../../../src/emulator/tls/host-certificates.ts';

/** A domain's policy that leaves room for what tests do. */
export const roomy: Policy = {
  unikernels: 10,
  cpuids: [0, 1, 2],
  memory: 1024,
  block: 100,
  bridges: ['service'],
};

/** What a command is about, in text: the domains with their policies, then a label. */
export interface About {
  readonly domains?: Readonly<Record<string, Policy>>;
  readonly label?: string;
}

/** Something in alice's domain. */
export const alice = (label?: string): About => ({
  domains: { alice: roomy },
  ...(label && { label }),
});

/** The certificates that carry a command, as a client presents them. */
export function credentialsFor(
  { authority }: Pick<Emulator, 'authority'>,
  about: About,
  command: Command,
): KeyPair {
  const now = new Date();
  const domains = Object.entries(about.domains ?? {}).map(([label, policy]) => ({
    label: parseLabel(label),
    policy,
  }));
  const target = { domains, label: about.label === undefined ? null : parseLabel(about.label) };
  const credentials = parseCredentials(authority.certificatePem, authority.privateKeyPem, now);
  const { certificates, privateKey } = certificateChain(credentials, target, command, now);
  return {
    certificatePem: certificates.map(certificateToPem).join(''),
    privateKeyPem: privateKeyToPem(privateKey),
  };
}

/** A raw TLS connection to a host, which believes whatever certificate it is shown. */
export class Client {
  readonly socket: TLSSocket;
  readonly #decoder = new FrameDecoder(64 * 2 ** 20);
  readonly #messages: Message[] = [];
  readonly #ended = Promise.withResolvers<void>();
  #wake: (() => void) | null = null;
  #error: Error | null = null;
  readonly #octets: Buffer[] = [];

  /** Where `isFramed` is false, what comes in is not looked at. */
  constructor(
    host: Emulator,
    pair: Partial<KeyPair>,
    options: ConnectionOptions = {},
    { isFramed = true } = {},
  ) {
    this.socket = connect({
      host: host.address,
      port: host.port,
      ...(pair.certificatePem && { cert: pair.certificatePem, key: pair.privateKeyPem }),
      rejectUnauthorized: false,
      ...options,
    });
    this.socket.on('data', (octets: Buffer) => {
      this.#octets.push(octets);
      if (isFramed) this.#take(octets);
    });
    this.socket.on('error', (error: Error) => {
      this.#error = error;
    });
    this.socket.once('close', () => {
      this.#ended.resolve();
      this.#wake?.();
    });
  }

  /** What broke the connection, if something did. */
  get error(): Error | null {
    return this.#error;
  }

  /** All octets that have come in. */
  get octets(): Buffer {
    return Buffer.concat(this.#octets);
  }

  /** The next message; null once the host has closed. */
  async next(): Promise<Message | null> {
    while (this.#messages.length === 0 && !this.socket.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#messages.shift() ?? null;
  }

  /** All messages until the host closes. */
  async rest(): Promise<Message[]> {
    await this.#ended.promise;
    return this.#messages.splice(0);
  }

  /** Sends chunks, and the one that ends them unless told otherwise; what breaks is in `error`. */
  async send(chunks: readonly Buffer[], { end = true } = {}): Promise<void> {
    for (const chunk of chunks) await this.#write(encodeFrame(chunk));
    if (end) await this.#write(Buffer.from(endOfStream));
  }

  async #write(octets: Buffer): Promise<void> {
    if (this.socket.closed || this.socket.write(octets)) return;
    const drained = new Promise<void>((resolve) => this.socket.once('drain', resolve));
    await Promise.race([drained, this.#ended.promise]);
  }

  #take(octets: Buffer): void {
    for (const frame of this.#decoder.push(octets)) this.#messages.push(decodeMessage(frame));
    this.#wake?.();
  }
}

/** A connection with a command on its way. */
export const open = (host: Emulator, about: About, command: Command): Client =>
  new Client(host, credentialsFor(host, about, command));

/** All that a host answers to a command and its data. */
export async function ask(
  host: Emulator,
  about: About,
  command: Command,
  chunks?: readonly Buffer[],
): Promise<Message[]> {
  const client = open(host, about, command);
  if (chunks) await client.send(chunks);
  return await client.rest();
}
