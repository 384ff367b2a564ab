import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server as a release starts it, with nothing of the environment of the tests. */
export class ReleasedServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
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

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
