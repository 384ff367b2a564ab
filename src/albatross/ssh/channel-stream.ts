import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';
import { gatherWrites } from './gather-writes.ts';

/** Octets that are encrypted in one go: while they are on their way, the next ones are. */
const pieceSize = 128 * 1024;

/** Octets that may have come before they are read: a few packets would stop and start it all the time. */
const maxUnread = 512 * 1024;

type Done = (error?: Error | null) => void;

/**
 * A channel as streams are elsewhere: `destroy` closes it at once, a lost connection is an error and
 * not an end, and what is written waits for the connection too, not for the channel's window alone.
 */
export class ChannelStream extends Duplex {
  readonly #channel: Channel;
  readonly #socket: Socket;
  /** Nothing more comes from the host. */
  #ended = false;
  /** Nothing more goes to the host. */
  #gone = false;
  #writing: Done | null = null;

  /** `socket` is the one that the channel's connection runs over. */
  constructor(channel: Channel, socket: Socket) {
    super({ readableHighWaterMark: maxUnread });
    this.#channel = channel;
    this.#socket = socket;
    channel.on('data', (octets: Buffer) => this.#receive(octets));
    channel.on('end', () => this.#end());
    channel.on('close', () => this.#close());
    channel.on('error', (error: Error) => this.destroy(error));
  }

  /** The connection is no more. What has come to its end before that is not touched. */
  lost(error: Error): void {
    if (this.#ended) this.#close();
    else this.destroy(error);
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#writing = done;
    this.#send(octets);
  }

  override _final(done: Done): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    gatherWrites(this.#socket);
    this.#channel.resume();
    this.#channel.destroy();
    this.#written(error ?? new Error('the channel is closed'));
    done(error);
  }

  #receive(octets: Buffer): void {
    if (this.destroyed || this.push(octets)) return;
    this.#channel.pause();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.push(null);
  }

  /** The host has closed: what came before is still to be read, and nothing can be sent any more. */
  #close(): void {
    this.#gone = true;
    this.#end();
    this.#written();
  }

  /** As with TCP, what is sent to a host that has closed already is no error by itself. */
  #send(octets: Buffer): void {
    if (this.#gone || this.#channel.writableEnded) {
      this.#written();
      return;
    }
    gatherWrites(this.#socket);
    const rest = octets.subarray(pieceSize);
    this.#channel.write(octets.subarray(0, pieceSize), () => this.#sent(rest));
  }

  /** ssh2 writes to the socket whether there is room or not. */
  #sent(rest: Buffer): void {
    if (this.destroyed) return;
    if (this.#socket.writableNeedDrain) {
      this.#socket.once('drain', () => this.#sent(rest));
    } else if (rest.length > 0) {
      this.#send(rest);
    } else {
      this.#written();
    }
  }

  #written(error?: Error): void {
    const done = this.#writing;
    this.#writing = null;
    done?.(error);
  }
}
