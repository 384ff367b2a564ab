import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerProcess } from '../../server/support/server-process.ts';
import { OffClock } from './off-clock.ts';

const file = 'test/faults/support/loopback-server.ts';

/** A server process that is started again when it was killed. */
export class StormServer implements AsyncDisposable {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #clock: OffClock;
  #server: ServerProcess;
  url = '';

  private constructor(folder: string, environment: Readonly<Record<string, string>>) {
    this.#clock = new OffClock(folder);
    this.#environment = {
      FULMAR_DATA: join(folder, 'data'),
      ...this.#clock.environment,
      ...environment,
    };
    this.#server = new ServerProcess(this.#environment, file);
  }

  static async start(
    folder: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<StormServer> {
    await mkdir(folder);
    const server = new StormServer(folder, environment);
    server.url = await server.#server.url();
    return server;
  }

  /** Kills it, and starts it again with another address. */
  async startAgain(): Promise<void> {
    await this.#server.kill();
    this.#server = new ServerProcess(this.#environment, file);
    this.url = await this.#server.url();
  }

  /** Sets its clock ahead of the true time. */
  async setAhead(milliseconds: number): Promise<void> {
    await this.#clock.set({ server: this.#server }, milliseconds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.kill();
  }
}
