import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/server/configuration.ts';
import type { FulmarServer, ServerOverrides } from '../../src/server/start-server.ts';
import { startTestServer } from './test-server.ts';

/** Starts whole servers in this process, each with a data folder of its own; closes them all. */
export class RunningServers implements AsyncDisposable {
  readonly #key = randomBytes(32).toString('base64');
  readonly #running = new AsyncDisposableStack();

  /** With more of the environment, as `FULMAR_DATABASE_URL`; all have the same secret key. */
  async start(
    environment: Readonly<Record<string, string>> = {},
    overrides: ServerOverrides = {},
  ): Promise<FulmarServer> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-running-'));
    this.#running.defer(() => rm(folder, { recursive: true, force: true }));
    const config = readConfig({
      FULMAR_DATA: folder,
      FULMAR_PORT: '0',
      FULMAR_LOG_LEVEL: 'silent',
      FULMAR_SECRET_KEY: this.#key,
      ...environment,
    });
    const server = await startTestServer(config, overrides);
    this.#running.defer(() => server.close());
    return server;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#running.disposeAsync();
  }
}
