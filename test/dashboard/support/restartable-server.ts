import { readConfig } from '../../../src/server/configuration.ts';
import type { FulmarServer, ServerOverrides } from '../../../src/server/start-server.ts';
import { startTestServer } from '../../support/test-server.ts';

type Environment = Readonly<Record<string, string>>;

/** A server that can go away and come back with the same data, at the same address. */
export class RestartableServer {
  readonly #environment: Environment;
  readonly #overrides: ServerOverrides;
  #current: FulmarServer;
  /** Where it listens whenever it runs. */
  readonly url: string;

  private constructor(environment: Environment, overrides: ServerOverrides, first: FulmarServer) {
    this.#environment = environment;
    this.#overrides = overrides;
    this.#current = first;
    this.url = first.url;
  }

  static async start(
    environment: Environment,
    overrides: ServerOverrides,
  ): Promise<RestartableServer> {
    const first = await startTestServer(readConfig(environment), overrides);
    return new RestartableServer(environment, overrides, first);
  }

  get setupCode(): string | null {
    return this.#current.setupCode;
  }

  async close(): Promise<void> {
    await this.#current.close();
  }

  /** Starts it again after it was closed. */
  async start(): Promise<void> {
    const config = readConfig({ ...this.#environment, FULMAR_PORT: new URL(this.url).port });
    this.#current = await startTestServer(config, this.#overrides);
  }
}
