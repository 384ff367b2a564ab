import { deflateSync } from 'node:zlib';
import type { Command, ConsoleStart } from '../commands.ts';
import { TransportError, UnsupportedCommandError } from '../errors.ts';
import type { DomainLogEvent } from '../log.ts';
import type { BlockDevice, ConsoleLine, Message, Named } from '../messages.ts';
import type { Name } from '../names.ts';
import type { Policy } from '../policy.ts';
import type { StatsSample } from '../stats.ts';
import type { Domain, OpenOptions, Target, Transport } from '../transport.ts';
import type { UnikernelArguments, UnikernelConfig, UnikernelInfo } from '../unikernel.ts';
import { absoluteName, absoluteNames, pathOf } from './absolute-names.ts';
import { checkDomains, checkThing } from './check-target.ts';
import { gather, ofSize } from './chunks.ts';
import { Connection } from './connection.ts';
import { cutLine } from './cut-line.ts';
import { receiveDump, type VolumeDump } from './dump.ts';
import { exchange } from './exchange.ts';
import { expectNoRefusal } from './expect-no-refusal.ts';
import { HeldTransport } from './held-transport.ts';
import { type ImageContent, receiveImage } from './image.ts';
import { type Ask, InfoDialect, onlyOne } from './info-dialect.ts';
import { defaultLimits, type HostLimits } from './limits.ts';
import { eventOf, LogDialect } from './log-dialect.ts';
import type { ImageSource, OperationOptions } from './options.ts';
import { dataOf, expectSuccess } from './replies.ts';
import { type Subscription, subscribe } from './subscription.ts';
import { type SourceFailureHandling, type Upload, upload } from './upload.ts';

export type { HostLimits, ImageContent, SourceFailureHandling, Subscription, VolumeDump };

/** Large chunks pay (docs/albatross-protocol.md, section 4). */
const chunkSize = 1024 * 1024;
/** Of a zlib stream a host cannot take larger ones (docs/albatross-protocol.md, section 5). */
const compressedChunkSize = 65_536;

/**
 * A client for one albatross host: an operation is a connection, a command and its answer.
 *
 * Names that are given and told are seen from the transport's root; where that is a delegated CA's,
 * its prefix is left off. Every operation rejects with an `AlbatrossError` (`HostFailureError` where
 * the host says that it failed; what `Transport.open` rejects with; `SilentCloseError`,
 * `MalformedMessageError`, `UnexpectedReplyError`, `TransportError`, `TimeoutError`), with the
 * signal's reason, or with the error of the content that is sent, and leaves no connection open then.
 */
export class Host {
  readonly #transport: Transport;
  readonly #limits: HostLimits;
  readonly #infoDialect = new InfoDialect();
  readonly #logDialect = new LogDialect();
  #isOf28: boolean | null = null;

  constructor(transport: Transport, limits: Partial<HostLimits> = {}) {
    this.#transport = transport;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * The same host, told nothing before `ready` resolves: connecting goes on meanwhile. Where it rejects, so does every
   * operation whose connecting has not failed before.
   */
  onceReady(ready: Promise<unknown>): Host {
    return new Host(new HeldTransport(this.#transport, ready), this.#limits);
  }

  /** The policies of a domain and of those below it. */
  async policies(domains: readonly Domain[], options?: OperationOptions): Promise<Named<Policy>[]> {
    const message = await this.#ask(checkDomains(domains), { type: 'policy-info' }, options);
    return absoluteNames(domains, expectSuccess(message, 'policies').policies);
  }

  /** Whether `removePolicy` is possible: the host's TLS endpoint conveys no such command. */
  get canRemovePolicies(): boolean {
    return this.#transport.canRemovePolicies;
  }

  /**
   * Removes the policy of the last one of the domains, which is not limited after that; what runs
   * there stays. Rejects with `UnsupportedCommandError` where it cannot be conveyed.
   */
  async removePolicy(domains: readonly Domain[], options?: OperationOptions): Promise<void> {
    const target = checkDomains(domains);
    if (!this.canRemovePolicies) {
      throw new UnsupportedCommandError("a policy is removed on the daemons' own sockets only");
    }
    expectSuccess(await this.#ask(target, { type: 'policy-remove' }, options), 'string');
  }

  /** The unikernels in a domain and in those below it; their devices' sizes are 0 (section 5). */
  async unikernels(
    domains: readonly Domain[],
    options?: OperationOptions,
  ): Promise<Named<UnikernelInfo>[]> {
    const ask: Ask = (target, command) => this.#ask(target, command, options);
    const unikernels = await this.#infoDialect.read(checkDomains(domains), ask);
    return absoluteNames(domains, unikernels);
  }

  /** One unikernel, null where none of that name runs. */
  async unikernel(target: Target, options?: OperationOptions): Promise<UnikernelInfo | null> {
    const ask: Ask = (one, command) => this.#ask(one, command, options);
    const unikernels = await this.#infoDialect.read(checkThing(target), ask);
    return onlyOne(unikernels)?.value ?? null;
  }

  /**
   * Starts a unikernel, with `force` in place of one that runs. That it resolves does not mean that
   * the unikernel lives (docs/albatross-protocol.md, section 5). An image that is not of its size,
   * or that fails, is never started.
   */
  async createUnikernel(
    target: Target,
    config: Omit<UnikernelConfig, 'image'>,
    image: ImageSource,
    { force = false, signal }: OperationOptions & { readonly force?: boolean } = {},
  ): Promise<void> {
    const type = force ? 'unikernel-force-create' : 'unikernel-create';
    const command: Command = { type, config: { ...config, image: Buffer.alloc(0) } };
    const chunks = gather(ofSize(image.content, image.size), chunkSize);
    const content: Upload = { chunks, onSourceFailure: 'abandon' };
    await this.#send(target, command, content, { signal, imageSize: image.size });
  }

  /**
   * Restarts a unikernel, with new arguments unless they are null. Gives the host's words: one that
   * it was about to restart by itself it ends instead, in words that begin with `destroyed`.
   */
  async restartUnikernel(
    target: Target,
    newArguments: UnikernelArguments | null,
    options?: OperationOptions,
  ): Promise<string> {
    return await this.#change(
      target,
      { type: 'unikernel-restart', arguments: newArguments },
      options,
    );
  }

  async destroyUnikernel(target: Target, options?: OperationOptions): Promise<void> {
    await this.#change(target, { type: 'unikernel-destroy' }, options);
  }

  /** The image of a unikernel that runs; level 0 is as it is, 1 to 9 zlib's. */
  async unikernelImage(
    target: Target,
    level: number,
    options?: OperationOptions,
  ): Promise<ImageContent> {
    const command: Command = { type: 'unikernel-get', compressionLevel: level };
    return await this.#receive(receiveImage, target, command, options);
  }

  /**
   * What a unikernel prints: history from `start` on, then each line as it is written. Throws a
   * RangeError for a negative count, which would end the host's consoles (`ConsoleStart`).
   */
  async console(
    target: Target,
    start: ConsoleStart,
    options?: OperationOptions,
  ): Promise<Subscription<ConsoleLine>> {
    if ('count' in start && start.count < 0) throw new RangeError('a negative count of lines');
    const command: Command = { type: 'console-subscribe', start };
    const connection = await this.#open(checkThing(target), command, options);
    return subscribe(connection, this.#limits, 'albatross-console', (message) => {
      const data = dataOf(message, 'console');
      return data && { timestamp: data.timestamp, line: cutLine(data.line) };
    });
  }

  /** The unikernels that do not run any more, but whose console is kept. */
  async inactiveConsoles(domains: readonly Domain[], options?: OperationOptions): Promise<Name[]> {
    const target = checkDomains(domains);
    const message = await this.#ask(target, { type: 'console-list-inactive' }, options);
    const { names } = expectSuccess(message, 'consoles', 'albatross-console');
    return names.map((name) => absoluteName(pathOf(domains), name));
  }

  /** A sample every 10 s of each unikernel in a domain and in those below it. */
  async stats(
    domains: readonly Domain[],
    options?: OperationOptions,
  ): Promise<Subscription<Named<StatsSample>>> {
    const command: Command = { type: 'stats-subscribe' };
    const connection = await this.#open(checkDomains(domains), command, options);
    const path = pathOf(domains);
    return subscribe(connection, this.#limits, 'albatross-stats', (message) => {
      const data = dataOf(message, 'stats');
      if (data) this.#isOf28 = data.isLater ?? false;
      return data && { name: absoluteName(path, message.header.name), value: data.stats };
    });
  }

  /**
   * The same of one unikernel: the host has another subscriber for it than for its domain. All that comes is of
   * that one, by whatever name.
   */
  async statsOf(
    target: Target,
    options?: OperationOptions,
  ): Promise<Subscription<Named<StatsSample>>> {
    const { domains, label } = checkThing(target);
    const name = { path: pathOf(domains), label };
    const connection = await this.#open(target, { type: 'stats-subscribe' }, options);
    return subscribe(connection, this.#limits, 'albatross-stats', (message) => {
      const data = dataOf(message, 'stats');
      return data && { name, value: data.stats };
    });
  }

  /**
   * Whether its samples come in the form of 2.8, which has a log (docs/albatross-protocol.md, section 8.8); null: none
   * has come yet.
   */
  get isOf28(): boolean | null {
    return this.#isOf28;
  }

  /**
   * What is started and stopped in a domain from now on. Nobody has tried this on a host of 2.8. Rejects with
   * `SilentCloseError` where the host has no log.
   */
  async log(domain: Domain, options?: OperationOptions): Promise<Subscription<DomainLogEvent>> {
    const target = checkDomains([domain]);
    return await this.#logDialect.subscribe(async (command) => {
      const connection = await this.#open(target, command, options);
      return await subscribe(connection, this.#limits, 'albatrossd', (message) =>
        eventOf(message, domain),
      );
    });
  }

  /** The volumes in a domain and in those below it. */
  async volumes(domains: readonly Domain[], options?: OperationOptions): Promise<BlockDevice[]> {
    const message = await this.#ask(checkDomains(domains), { type: 'block-info' }, options);
    const { blockDevices } = expectSuccess(message, 'block-devices');
    const path = pathOf(domains);
    return blockDevices.map((one) => ({ ...one, name: absoluteName(path, one.name) }));
  }

  /** One volume, null where there is none of that name. */
  async volume(target: Target, options?: OperationOptions): Promise<BlockDevice | null> {
    const message = await this.#ask(checkThing(target), { type: 'block-info' }, options);
    const volume = onlyOne(expectSuccess(message, 'block-devices').blockDevices);
    const name = { path: pathOf(target.domains), label: target.label };
    return volume && { ...volume, name };
  }

  /** Makes a volume of so many MiB, all zeros. Throws a RangeError for a size that is none. */
  async addVolume(target: Target, size: number, options?: OperationOptions): Promise<void> {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`a volume of ${size} MiB: a whole number from 1 on is needed`);
    }
    await this.#change(target, { type: 'block-add', size }, options);
  }

  async removeVolume(target: Target, options?: OperationOptions): Promise<void> {
    await this.#change(target, { type: 'block-remove' }, options);
  }

  /**
   * Replaces a volume's content, which is gone from the moment that this is sent; the rest reads as
   * zeros. Ask `volume` first: of one that is missing or in use the host does not say so
   * (docs/albatross-protocol.md, section 5), and of more octets than it holds by far it may say
   * nothing until the progress limit ends the wait. `compressed` says that the content is a zlib
   * stream. No content at all, which hosts do not always answer, is sent as one zero. `content` is
   * told to end (`return`) where the host refuses it, not waited for; a stream that is to survive
   * that is given without `destroyOnReturn`.
   */
  async setVolume(
    target: Target,
    content: AsyncIterable<Uint8Array>,
    options: OperationOptions & {
      readonly compressed: boolean;
      readonly onSourceFailure?: SourceFailureHandling;
    },
  ): Promise<void> {
    const { compressed, onSourceFailure = 'abandon', signal } = options;
    const zero = Buffer.alloc(1);
    const chunks = compressed
      ? gather(content, compressedChunkSize, deflateSync(zero))
      : gather(content, chunkSize, zero);
    const command: Command = { type: 'block-set', compressed };
    await this.#send(target, command, { chunks, onSourceFailure }, { signal });
  }

  /** A volume's content; level 0 is as it is, 1 to 9 zlib's. */
  async dumpVolume(target: Target, level: number, options?: OperationOptions): Promise<VolumeDump> {
    const command: Command = { type: 'block-dump', compressionLevel: level };
    return await this.#receive(receiveDump, target, command, options);
  }

  /** Gives up what the transport keeps open between operations. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  async #change(target: Target, command: Command, options?: OperationOptions): Promise<string> {
    return expectSuccess(await this.#ask(checkThing(target), command, options), 'string').value;
  }

  async #send(target: Target, command: Command, content: Upload, options: OpenOptions) {
    const connection = await this.#open(checkThing(target), command, options);
    try {
      expectSuccess(await upload(connection, content, this.#limits), 'string');
    } catch (error) {
      if (error instanceof TransportError) {
        const ask = (signal: AbortSignal) => this.policies(target.domains, { signal });
        await expectNoRefusal(ask, options.signal);
      }
      throw error;
    }
  }

  async #receive<T>(
    begin: (connection: Connection, limits: HostLimits) => Promise<T>,
    target: Target,
    command: Command,
    { signal }: OperationOptions = {},
  ): Promise<T> {
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    const connection = await this.#open(checkThing(target), command, { signal, answered });
    const content = await begin(connection, this.#limits);
    resolve();
    return content;
  }

  async #ask(target: Target, command: Command, options?: OperationOptions): Promise<Message> {
    return exchange(await this.#open(target, command, options), command, this.#limits);
  }

  async #open(target: Target, command: Command, options?: OpenOptions): Promise<Connection> {
    const stream = await this.#transport.open(target, command, options);
    return new Connection(stream, (error) => this.#transport.explain(error), options?.signal);
  }
}
