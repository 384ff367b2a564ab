import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseName } from '../../../src/albatross/names.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { ActiveFault } from '../../../src/emulator/faults.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import type { FulmarServer } from '../../../src/server/start-server.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { until } from '../../server/support/until.ts';
import { ask, type Told } from '../../support/request.ts';
import { RunningServers } from '../../support/running-servers.ts';
import { formOf } from '../../unikernels/deploy-form.ts';

/** Milliseconds that a host takes for each, so that those which it has at once meet. */
const duration = 300;
/** Transfers of a server at once on one host. */
const transfers = 5;

export interface FleetOptions {
  readonly hosts: number;
  readonly unikernels: number;
  /** The address of a PostgreSQL database. */
  readonly url: string;
}

/** What came of deploying everything at once. */
export interface FleetOutcome {
  /** What was not as promised, a line each. */
  readonly faults: readonly string[];
  readonly milliseconds: number;
  /** As many as a host ever had at once. */
  readonly max: number;
}

/** Two servers on one database with several hosts, on which everything is deployed at once. */
export class Fleet implements AsyncDisposable {
  readonly #servers: readonly FulmarServer[];
  readonly #emulators: readonly Emulator[];
  readonly #token: string;
  readonly #unikernels: number;
  readonly #open: AsyncDisposableStack;
  #rounds = 0;

  private constructor(
    servers: readonly FulmarServer[],
    emulators: readonly Emulator[],
    token: string,
    unikernels: number,
    open: AsyncDisposableStack,
  ) {
    this.#servers = servers;
    this.#emulators = emulators;
    this.#token = token;
    this.#unikernels = unikernels;
    this.#open = open;
  }

  static async start({ hosts, unikernels, url }: FleetOptions): Promise<Fleet> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-fleet-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const running = opening.use(new RunningServers());
    const environment = { FULMAR_DATABASE_URL: url };
    const servers = [await running.start(environment), await running.start(environment)];
    const first = servers[0]?.url ?? '';
    const administrator = new Administrator();
    await administrator.signUp(first);
    const emulators: Emulator[] = [];
    for (let host = 0; host < hosts; host += 1) {
      await mkdir(join(folder, `host-${host}`));
      const emulator = await startEmulator({ folder: join(folder, `host-${host}`) });
      opening.defer(() => emulator.close());
      await administrator.addHost(first, `host-${host}`, emulator);
      emulators.push(emulator);
    }
    const scopes = ['unikernels:write', 'hosts:read'];
    const token = await administrator.makeToken(first, scopes, 1_000_000);
    // Each server reads for itself which hosts there are.
    for (const { url: at } of servers) await untilKnown(at, token, hosts);
    return new Fleet(servers, emulators, token, unikernels, opening.move());
  }

  /** Deploys each unikernel once, all at the same time, half of them at each server. */
  async deployAll(): Promise<FleetOutcome> {
    this.#rounds += 1;
    const slow = this.#emulators.map(({ faults }) =>
      faults.add({ kind: 'slow', milliseconds: duration }, { command: 'unikernel-force-create' }),
    );
    const begun = performance.now();
    let max = 0;
    const watching = setInterval(() => {
      max = Math.max(max, ...slow.map(({ waiting }: ActiveFault) => waiting));
    }, 5);
    const answers = await Promise.all(
      Array.from({ length: this.#unikernels }, (_, index) => this.#deploy(index)),
    );
    clearInterval(watching);
    const milliseconds = Math.round(performance.now() - begun);
    for (const { faults } of this.#emulators) faults.clear();
    const faults = answers.flatMap(({ status, text }, index) =>
      status === (this.#rounds === 1 ? 201 : 200) ? [] : [`${nameOf(index)}: ${status} ${text}`],
    );
    for (let index = 0; index < this.#unikernels; index += 1) faults.push(...this.#judge(index));
    const bound = transfers * this.#servers.length;
    if (max > bound) faults.push(`a host had ${max} at once, more than ${bound}`);
    return { faults, milliseconds, max };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }

  #deploy(index: number): Promise<Told> {
    const { url } = this.#servers[index % this.#servers.length] ?? {};
    const host = `host-${index % this.#emulators.length}`;
    const body = formOf([
      ['image', this.#imageOf(index)],
      ['config', { memory: 16 + (index % 10), arguments: this.#argumentsOf(index) }],
      ['settle', 1],
    ]);
    const path = `/hosts/${host}/unikernels/${nameOf(index)}/deployments`;
    return ask(`${url}/api/v1`, path, { body, token: this.#token });
  }

  /** Its host runs it, with what it was to have. */
  #judge(index: number): string[] {
    const emulator = this.#emulators[index % this.#emulators.length];
    const name = nameOf(index);
    const running = emulator?.host.running.get(parseName(`alice:${name}`));
    if (!running) return [`${name} does not run`];
    const { memory, arguments: texts, image } = running.config;
    const isRight =
      image.equals(this.#imageOf(index)) &&
      memory === 16 + (index % 10) &&
      `${texts}` === `${this.#argumentsOf(index)}`;
    return isRight ? [] : [`${name} runs with ${memory} MiB and ${texts}`];
  }

  #imageOf(index: number): Buffer {
    return sampleImage({ filler: `${index}, ${this.#rounds}` });
  }

  #argumentsOf(index: number): string[] {
    return [`--index=${index}`, `--round=${this.#rounds}`];
  }
}

const nameOf = (index: number) => `web-${index}`;

async function untilKnown(url: string, token: string, hosts: number): Promise<void> {
  await until(async () => {
    const { json } = await ask(`${url}/api/v1`, '/hosts', { token });
    return Object(json).data.length === hosts;
  });
}
