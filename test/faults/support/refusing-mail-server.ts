import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** What came for one recipient. */
export interface ToldByMail {
  /** Each Message-ID that a mail came under. */
  readonly ids: Set<string>;
  /** Those of mails that were taken. */
  readonly taken: Set<string>;
  /** The subjects of what was taken, by Message-ID. */
  readonly subjects: Map<string, string>;
}

/** Takes mails on this machine, and refuses every third for now. */
export class RefusingMailServer implements AsyncDisposable {
  /** By recipient. */
  readonly told = new Map<string, ToldByMail>();
  /** How many came, refused ones included. */
  asked = 0;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 1,
    onData: (stream, session, callback) => {
      const recipient = session.envelope.rcptTo[0]?.address ?? '';
      void text(stream).then(
        (source) => callback(this.#take(recipient, source)),
        () => {}, // the server was killed as it sent this
      );
    },
  });

  static async open(): Promise<RefusingMailServer> {
    const mails = new RefusingMailServer();
    mails.#server.on('error', () => {}); // a client that was killed
    await once(mails.#server.listen(0, '127.0.0.1'), 'listening');
    return mails;
  }

  get url(): string {
    return `smtp://localhost:${Object(this.#server.server.address()).port}?tls=none`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #take(recipient: string, source: string): Error | null {
    const told = this.told.get(recipient) ?? {
      ...{ ids: new Set<string>(), taken: new Set<string>() },
      subjects: new Map<string, string>(),
    };
    this.told.set(recipient, told);
    const id = headerOf(source, 'Message-ID');
    told.ids.add(id);
    this.asked += 1;
    if (this.asked % 3 === 0) return Object.assign(new Error('Later'), { responseCode: 451 });
    told.taken.add(id);
    told.subjects.set(id, headerOf(source, 'Subject'));
    return null;
  }
}

/** A header of a mail; empty where it has none. */
function headerOf(source: string, name: string): string {
  const [head = ''] = source.split('\r\n\r\n');
  const [, value = ''] =
    new RegExp(`^${name}: (.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' ')) ?? [];
  return value.trim();
}
