import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { newWebCertificate, trustCertificates } from '../support/web-certificate.ts';

/** What a server does with the next mail, instead of taking it. */
export type Mood = 'busy' | 'unknown recipient' | 'dies after taking' | 'silent';

export interface TakenMail {
  readonly to: string;
  /** The headers and the parts, as they came. */
  readonly source: string;
  readonly messageId: string;
}

export interface MailServerOptions {
  readonly tls?: 'implicit' | 'starttls' | 'none';
  /** Whether this process believes its certificate; default: it does. */
  readonly trusted?: boolean;
  /** Who may send; nobody needs to say where it is left out. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** A mail server of one's own on loopback, whose certificate this process trusts. */
export class TestMailServer {
  readonly taken: TakenMail[] = [];
  readonly moods: Mood[] = [];
  /** How often it was connected to. */
  connections = 0;
  readonly #server: SMTPServer;
  readonly #trust: Disposable;
  readonly #options: MailServerOptions;
  #told: () => void = () => {};

  private constructor(options: MailServerOptions) {
    this.#options = options;
    const certificate = newWebCertificate();
    this.#trust = trustCertificates(...(options.trusted === false ? [] : [certificate]));
    const { tls = 'starttls', login } = options;
    this.#server = new SMTPServer({
      ...{ ...certificate, secure: tls === 'implicit', authOptional: login === undefined },
      disabledCommands: tls === 'none' ? ['STARTTLS'] : [],
      closeTimeout: 1,
      onConnect: (_session, callback) => {
        this.connections += 1;
        callback();
      },
      onAuth: ({ username, password }, _session, callback) => {
        const right = username === login?.user && password === login?.password;
        if (right) callback(null, { user: username });
        else callback(Object.assign(new Error('Wrong'), { responseCode: 535 }));
      },
      onRcptTo: (_address, _session, callback) => {
        if (this.moods[0] !== 'unknown recipient') return callback();
        this.moods.shift();
        callback(Object.assign(new Error('No such user'), { responseCode: 550 }));
      },
      onData: (stream, session, callback) => {
        const recipient = session.envelope.rcptTo[0]?.address ?? '';
        void buffer(stream).then((octets) => this.#take(recipient, octets.toString(), callback));
      },
    });
    this.#server.on('error', () => {}); // a client that is gone is no matter
  }

  static async open(options: MailServerOptions = {}): Promise<TestMailServer> {
    const server = new TestMailServer(options);
    const listening = server.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return server;
  }

  get port(): number {
    return Object(this.#server.server.address()).port;
  }

  /** What FULMAR_SMTP_URL has to be. */
  get url(): string {
    const { tls = 'starttls', login } = this.#options;
    const who = login ? `${login.user}:${encodeURIComponent(login.password)}@` : '';
    const scheme = tls === 'implicit' ? 'smtps' : 'smtp';
    return `${scheme}://${who}localhost:${this.port}${tls === 'none' ? '?tls=none' : ''}`;
  }

  /** Waits until so many mails have come. */
  async have(count: number): Promise<readonly TakenMail[]> {
    while (this.taken.length < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#told = resolve;
      await promise;
    }
    return this.taken;
  }

  async close(): Promise<void> {
    this.#trust[Symbol.dispose]();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #take(to: string, source: string, callback: (error?: Error | null) => void) {
    const mood = this.moods.shift();
    if (mood === 'busy') {
      return callback(Object.assign(new Error('Later'), { responseCode: 451 }));
    }
    const [, messageId = ''] = /^Message-ID: (<[^>]+>)/im.exec(source) ?? [];
    this.taken.push({ to, source, messageId });
    this.#told();
    if (mood === 'silent') return;
    if (mood === 'dies after taking') {
      for (const { _socket } of this.#server.connections) _socket.destroy();
      return;
    }
    await setTimeout(0);
    callback();
  }
}

/** The first address in a mail's text that begins with `origin`. */
export function linkIn({ source }: TakenMail, origin: string): string {
  const whole = source.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  const start = whole.indexOf(`${origin}/`);
  return whole.slice(start).split(/[\s"<]/)[0] ?? '';
}
