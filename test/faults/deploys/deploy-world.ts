import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemTimer, type Timer } from '../../../src/base/timer.ts';
import { takeUpInterval } from '../../../src/server/replicas.ts';
import type { FulmarServer } from '../../../src/server/start-server.ts';
import { ServerWorld } from '../../server/support/server-world.ts';
import { type Ask, ask, type Told } from '../../support/request.ts';
import { RunningServers } from '../../support/running-servers.ts';
import { Cluster } from '../../support/shared/cluster.ts';
import type { DatabaseKind } from '../support/fault-table.ts';
import { CheckedService, checkedAddress } from './checked-service.ts';

/** As many as all of the table needs. */
const hourlyLimit = 100_000;

/** Looks for what others left every few moments instead of twice a minute. */
const hurried: Timer = (milliseconds, action) =>
  systemTimer(milliseconds === takeUpInterval ? 200 : milliseconds, action);

const environment = {
  FULMAR_CHECK_NETWORKS: `${checkedAddress}/32`,
  CHECKED_ADDRESS: checkedAddress,
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'redirected-network.ts'))}`,
};

/**
 * A server that can be killed, over an emulated host; on PostgreSQL with another one beside it, which
 * takes over then.
 */
export class DeployWorld implements AsyncDisposable {
  readonly world: ServerWorld;
  readonly service: CheckedService;
  /** The server that goes on where the first has ended; null: that is started again. */
  readonly other: FulmarServer | null;
  readonly #open: AsyncDisposableStack;
  #isKilled = false;

  private constructor(
    world: ServerWorld,
    service: CheckedService,
    other: FulmarServer | null,
    open: AsyncDisposableStack,
  ) {
    this.world = world;
    this.service = service;
    this.other = other;
    this.#open = open;
  }

  /** `url`: of the PostgreSQL database; by default one is made on a server of its own. */
  static async open(kind: DatabaseKind, url?: string): Promise<DeployWorld> {
    await using opening = new AsyncDisposableStack();
    const service = opening.use(await CheckedService.start());
    const shared = kind === 'sqlite' ? {} : await sharedDatabase(opening, url);
    const world = await ServerWorld.open({
      environment: { ...environment, ...shared },
      hourlyLimit,
    });
    opening.defer(() => world.close());
    const servers = opening.use(new RunningServers());
    const other = kind === 'sqlite' ? null : await servers.start(shared, { timer: hurried });
    return new DeployWorld(world, service, other, opening.move());
  }

  /** Asks a server that runs, with the token; `path` is below `/api/v1`. */
  async ask(path: string, options: Ask = {}): Promise<Told> {
    if (!this.#isKilled || !this.other) return await this.world.ask(path, options);
    return await ask(`${this.other.url}/api/v1`, path, { token: this.world.token, ...options });
  }

  /** Kills the server; what it left is gone on with by the other one, or by itself at its next start. */
  async killServer(): Promise<void> {
    await this.world.server.kill();
    this.#isKilled = true;
    if (!this.other) await this.restoreServer();
  }

  /** Stops the server for a while, as a machine that sleeps does, until it is let go on. */
  pauseServer(): Disposable {
    const { server } = this.world;
    server.signal('SIGSTOP');
    this.#isKilled = true;
    return {
      [Symbol.dispose]: () => {
        server.signal('SIGCONT');
        this.#isKilled = false;
      },
    };
  }

  /** Starts the server again where it was killed. */
  async restoreServer(): Promise<void> {
    if (!this.#isKilled) return;
    await this.world.start();
    this.#isKilled = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }
}

async function sharedDatabase(opening: AsyncDisposableStack, given?: string) {
  const FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
  if (given !== undefined) return { FULMAR_DATABASE_URL: given, FULMAR_SECRET_KEY };
  const cluster = await Cluster.start();
  opening.defer(() => cluster.stop());
  return { FULMAR_DATABASE_URL: await cluster.createDatabase(), FULMAR_SECRET_KEY };
}
