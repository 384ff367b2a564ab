import { formOf } from '../../unikernels/deploy-form.ts';
import type { DatabaseKind } from '../support/fault-table.ts';
import { Attempt } from './attempt.ts';
import {
  type Before,
  configBefore,
  configNew,
  type DeployCase,
  imageBefore,
  imageNew,
} from './deploy-case.ts';
import { deployCases } from './deploy-cases.ts';
import { DeployWorld } from './deploy-world.ts';
import { judge, looping } from './verdict.ts';

/** Deployments of which each step is made to fail in turn. */
export class DeployTable implements AsyncDisposable {
  readonly #world: DeployWorld;
  readonly #kind: DatabaseKind;
  #count = 0;

  private constructor(world: DeployWorld, kind: DatabaseKind) {
    this.#world = world;
    this.#kind = kind;
  }

  /** `url`: of the PostgreSQL database; by default one is made. */
  static async open(kind: DatabaseKind, url?: string): Promise<DeployTable> {
    return new DeployTable(await DeployWorld.open(kind, url), kind);
  }

  /** Those that can be tried with the database. */
  static cases(kind: DatabaseKind): readonly DeployCase[] {
    return deployCases.filter(({ on = kind }) => on === kind);
  }

  /** What is told of each, without what came of it. */
  static linesOf(kind: DatabaseKind): readonly string[] {
    return DeployTable.cases(kind).map(({ name }) => `${kind}, ${name}`);
  }

  /** Tries each, or those in whose line `only` is; tells of each, and gives what was not as promised. */
  async tryAll(tell: (line: string) => void, only = ''): Promise<string[]> {
    const all: string[] = [];
    for (const deploy of DeployTable.cases(this.#kind)) {
      const what = `${this.#kind}, ${deploy.name}`;
      if (!what.includes(only)) continue;
      const began = performance.now();
      const faults = await this.try(deploy).catch((error: unknown) => [`${error}`]);
      const took = Math.round(performance.now() - began);
      tell(`${what}: ${faults.join('; ') || 'as promised'}, ${took} ms`);
      all.push(...faults.map((fault) => `${what}: ${fault}`));
    }
    return all;
  }

  /** What was not as promised, a line each. */
  async try(deploy: DeployCase): Promise<string[]> {
    const world = this.#world;
    this.#count += 1;
    const thing = `thing-${this.#count}`;
    await world.service.set('well');
    await this.#prepare(thing, deploy.before);
    const config = { ...configNew, ...deploy.config };
    const isFirst = deploy.before === 'nothing';
    const parts = {
      config: isFirst ? { ...configBefore, ...config } : config,
      settle: 2,
      ...deploy.parts?.({ world }),
    };
    const attempt = new Attempt(world, thing, parts, deploy.image ?? imageNew(deploy.before));
    try {
      if (deploy.happen) await deploy.happen(attempt);
      else await attempt.send();
      const faults = await judge(attempt, deploy);
      return faults;
    } finally {
      world.world.emulator.faults.clear();
      await world.restoreServer();
      await this.#clean(thing);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world[Symbol.asyncDispose]();
  }

  async #prepare(thing: string, before: Before = 'running'): Promise<void> {
    const { world } = this.#world;
    if (before === 'nothing') return;
    if (before === 'with a volume') await world.makeVolume('storage', 1);
    const config = { ...configBefore, ...(before === 'looping' && looping) };
    const body = formOf([
      ['image', imageBefore(before)],
      ['settle', 0],
      ['config', config],
    ]);
    await world.expect(201, `/hosts/one/unikernels/${thing}/deployments`, { body });
    if (before !== 'stopped') return;
    await world.expect(200, `/hosts/one/unikernels/${thing}/stop`, { method: 'POST' });
  }

  /** So that the account's policy has room for the next. */
  async #clean(thing: string): Promise<void> {
    const { world } = this.#world;
    const path = `/hosts/one/unikernels/${thing}`;
    await world.ask(path, { method: 'DELETE' });
    await world.ask(`${path}?forget=true`, { method: 'DELETE' });
    await world.ask('/hosts/one/volumes/storage', { method: 'DELETE' });
  }
}
