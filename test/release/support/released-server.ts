import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server as a release starts it, with nothing of the environment of the tests. */
export class ReleasedServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#ended = once(child, 'close');
    this.url = url;
  }

  static async start(
    command: string,
    environment: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ): Promise<ReleasedServer> {
    const env = { PATH: '/usr/bin:/bin', FULMAR_PORT: '0', ...environment };
    const child = spawn(command, args, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    child.stderr.on('data', (octets: Buffer) => said.push(`${octets}`));
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, url } = JSON.parse(line);
      if (msg !== 'the server listens') continue;
      child.stdout.resume();
      return new ReleasedServer(child, url);
    }
    throw new Error(`the server does not listen: ${said.join('')}`);
  }

  /** Its process. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Ends it in order, as systemd does, and waits until it has let finish what runs. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
