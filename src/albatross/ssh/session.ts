import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Channel, Client } from 'ssh2';
import { TransportError } from '../errors.ts';
import { avoidDelayedAck } from './avoid-delayed-ack.ts';
import { ChannelStream } from './channel-stream.ts';
import { connectTcp } from './connect-tcp.ts';
import type { Destination } from './destination.ts';
import { explainRefusal } from './explain-refusal.ts';
import { gatherWrites } from './gather-writes.ts';
import { type KeepAlive, logIn, type SshLogin } from './handshake.ts';
import { unlessAborted } from './wait.ts';

/** For our last octets, where a host takes none any more. */
const farewellMilliseconds = 1_000;

/** One connection that we are logged in on, and the channels in it; it ends once. */
export class Session {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #channels = new Set<ChannelStream>();
  readonly #lost = new AbortController();
  readonly #retired = new AbortController();
  /** Takes no further channel: lost, or retired. */
  readonly over = AbortSignal.any([this.#lost.signal, this.#retired.signal]);
  /** Wishes for a channel that are not answered yet. */
  #opening = 0;

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    // Each channel that waits for room listens, and there is no limit to those here.
    socket.setMaxListeners(0);
    avoidDelayedAck(client, socket, () => this.#opening > 0 || this.#channels.size > 0);
    client.on('error', (cause) => this.#lose(cause));
    client.on('end', () => this.#lose());
    client.on('close', () => this.#lose());
  }

  /** Rejects with what `connectTcp` and `logIn` reject with; nothing is left open then. */
  static async start(login: SshLogin, keepAlive: KeepAlive, signal: AbortSignal): Promise<Session> {
    const socket = await connectTcp(login, signal);
    try {
      return new Session(await logIn(socket, login, keepAlive, signal), socket);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Aborts when the connection is no more, with the `TransportError` that says why. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Rejects with `ChannelRefusedError`, `TransportError` or the signal's reason. */
  async open(destination: Destination, signal: AbortSignal): Promise<Duplex> {
    const opening = this.#request(destination);
    try {
      return await unlessAborted(opening, AbortSignal.any([this.lost, signal]));
    } catch (error) {
      // Nobody waits for one that is opened later than this.
      opening.then((stream) => stream.destroy()).catch(() => {});
      throw error;
    }
  }

  /** Ends the connection with its last channel. */
  retire(): void {
    this.#retired.abort();
    this.#endUnlessUsed();
  }

  /** Ends the connection and every channel with `reason`. */
  end(reason: TransportError): void {
    this.#client.end();
    this.#lose(reason);
  }

  #request(destination: Destination): Promise<ChannelStream> {
    return new Promise((resolve, reject) => {
      const answer = (error: Error | undefined, channel: Channel) => {
        this.#opening--;
        if (error) reject(explainRefusal(error, destination));
        else resolve(this.#adopt(channel));
        this.#endUnlessUsed();
      };
      gatherWrites(this.#socket);
      if (destination.kind === 'socket') {
        this.#client.openssh_forwardOutStreamLocal(destination.path, answer);
      } else {
        const { address, port } = destination;
        this.#client.forwardOut('127.0.0.1', 0, address, port, answer);
      }
      this.#opening++;
    });
  }

  #adopt(channel: Channel): ChannelStream {
    const stream = new ChannelStream(channel, this.#socket);
    // Stays for good: an error before the owner's first listener must not end the process.
    stream.on('error', () => {});
    stream.once('close', () => {
      this.#channels.delete(stream);
      this.#endUnlessUsed();
    });
    this.#channels.add(stream);
    return stream;
  }

  #endUnlessUsed(): void {
    if (!this.#retired.signal.aborted || this.#opening > 0 || this.#channels.size > 0) return;
    this.end(new TransportError('the SSH connection was given up'));
  }

  #lose(cause?: Error): void {
    if (this.lost.aborted) return;
    const error = cause instanceof TransportError ? cause : lostBy(cause);
    this.#lost.abort(error);
    for (const stream of this.#channels) stream.lost(error);
    this.#socket.destroySoon();
    this.#socket.setTimeout(farewellMilliseconds, () => this.#socket.destroy());
  }
}

const lostBy = (cause: Error | undefined) =>
  new TransportError(`the SSH connection was lost: ${cause?.message ?? 'the host closed it'}`, {
    cause,
  });
