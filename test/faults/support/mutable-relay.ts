import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A message of PostgreSQL: its type, its length with the four octets of that, its content. */
const header = 5;

const codes = {
  commandComplete: 0x43,
  ready: 0x5a,
  notice: 0x4e,
  notification: 0x41,
  status: 0x53,
};
const idle = 0x49;
/** What comes at any time, and answers nothing. */
const unasked: ReadonlySet<number> = new Set([codes.notice, codes.notification, codes.status]);

/** Stands between a server and PostgreSQL, and can lose the answer to a commit, with its connection. */
export class MutableRelay implements AsyncDisposable {
  readonly #server: Server;
  readonly #target: URL;
  readonly #open = new Set<Socket>();
  /** Commits until the one whose answer is lost; 0: none is. */
  #left = 0;
  #hasLost = false;
  #port = 0;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((client) => this.#relay(client));
  }

  static async open(url: string): Promise<MutableRelay> {
    const relay = new MutableRelay(new URL(url));
    await relay.listen(0);
    relay.#port = Number(Object(relay.#server.address()).port);
    return relay;
  }

  /** Where the server finds the database. */
  get url(): string {
    const url = new URL(this.#target);
    url.port = `${this.#port}`;
    return url.href;
  }

  /** Takes connections, again. */
  async listen(port = this.#port): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Refuses connections, as the machine of a database that does not run. */
  refuse(): void {
    this.#server.close();
  }

  /** Loses the answer to the nth commit from now on that has written something; 0: to none. */
  loseAnswer(nth: number): void {
    this.#left = nth;
    if (nth > 0) this.#hasLost = false;
  }

  /** Whether that answer was lost. */
  get hasLost(): boolean {
    return this.#hasLost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #relay(client: Socket): void {
    const database = connect(Number(this.#target.port), this.#target.hostname);
    const answers = new Answers();
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.#open.add(socket);
      socket.on('error', () => {}); // told by what follows
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (octets) => database.write(octets));
    database.on('data', (octets) => {
      for (const { content, hasWritten } of answers.take(octets)) {
        if (hasWritten && this.#left > 0) {
          this.#left -= 1;
          if (this.#left === 0) {
            this.#hasLost = true;
            client.destroy();
            return;
          }
        }
        client.write(content);
      }
    });
  }
}

interface Answer {
  readonly content: Buffer;
  /** Whether it says that something was written, and is committed. */
  readonly hasWritten: boolean;
}

/** Takes what PostgreSQL sends apart into whole answers. */
class Answers {
  #rest = Buffer.alloc(0);
  #pending: Buffer[] = [];
  /** Before that nothing is asked for. */
  #isReady = false;
  #hasWritten = false;

  take(octets: Buffer): Answer[] {
    this.#rest = Buffer.concat([this.#rest, octets]);
    const answers: Answer[] = [];
    for (let message = this.#next(); message; message = this.#next()) {
      const answer = this.#add(message);
      if (answer) answers.push(answer);
    }
    return answers;
  }

  #next(): Buffer | null {
    if (this.#rest.length < header) return null;
    const end = 1 + this.#rest.readInt32BE(1);
    if (this.#rest.length < end) return null;
    const message = this.#rest.subarray(0, end);
    this.#rest = this.#rest.subarray(end);
    return message;
  }

  #add(message: Buffer): Answer | null {
    const [type = 0] = message;
    const isUnasked = unasked.has(type) && this.#pending.length === 0;
    if (type !== codes.ready && (!this.#isReady || isUnasked)) {
      return { content: message, hasWritten: false };
    }
    this.#pending.push(message);
    if (type === codes.commandComplete) this.#note(message.toString('latin1', header));
    if (type !== codes.ready) return null;
    this.#isReady = true;
    const isCommitted = message[header] === idle && this.#hasWritten;
    if (isCommitted) this.#hasWritten = false;
    const content = Buffer.concat(this.#pending);
    this.#pending = [];
    return { content, hasWritten: isCommitted };
  }

  #note(tag: string): void {
    if (/^(INSERT \d+|UPDATE|DELETE) [1-9]/.test(tag)) this.#hasWritten = true;
    if (tag.startsWith('ROLLBACK')) this.#hasWritten = false;
  }
}
