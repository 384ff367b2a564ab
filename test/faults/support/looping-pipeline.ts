import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { ServerWorld } from '../../server/support/server-world.ts';
import { formOf, service } from '../../unikernels/deploy-form.ts';

const path = '/hosts/one/unikernels/web';
const known = parseName('alice:web');

/** All that is to be kept, but its arguments. */
const config = {
  ...{ memory: 64, cpuids: [1], startup: 30, addName: false },
  failBehaviour: { restart: [2, 3] },
  networkDevices: [{ name: 'service', bridge: 'service', mac: '00:80:41:12:34:56' }],
};
/** Ends over and over: alive for 50 ms, and away for 50 ms. */
const looping = ['--port=80', '--emulator-exit=2'];
const mended = ['--port=80'];

const imageOf = (filler: string) => sampleImage({ devices: [service], filler });

/** What pipelines call: the one call that deploys, and an update as ever. */
const routes = ['deployments', 'update'] as const;

/** A pipeline that deploys a fix into a crash loop, whatever moment of that it meets. */
export class LoopingPipeline implements AsyncDisposable {
  readonly #world: ServerWorld;
  #count = 0;

  private constructor(world: ServerWorld) {
    this.#world = world;
  }

  static async start(): Promise<LoopingPipeline> {
    return new LoopingPipeline(await ServerWorld.open({ hourlyLimit: 100_000 }));
  }

  /**
   * Deploys a broken version, and at some moment of its loop, milliseconds after its start, a fix;
   * gives what was not as promised, a line each.
   */
  async deployFix(moment: number): Promise<string[]> {
    this.#count += 1;
    const count = this.#count;
    const route = routes[count % routes.length] ?? 'deployments';
    await this.#world.expect(count === 1 ? 201 : 200, `${path}/deployments`, {
      body: formOf([
        ['image', imageOf(`broken ${count}`)],
        ['config', { ...config, arguments: looping }],
        ['settle', 0],
      ]),
    });
    await sleep(moment);
    const shown = await this.#world.ask(path);
    const fix = imageOf(`fix ${count}`);
    const parts = [
      ['image', fix],
      ['config', { arguments: mended }],
    ] as const;
    const settle = route === 'deployments' ? [['settle', 1] as const] : [];
    const told = await this.#world.ask(`${path}/${route}`, { body: formOf([...parts, ...settle]) });
    const faults: string[] = [];
    if (shown.status !== 200) faults.push(`shown with ${shown.status}: ${shown.text}`);
    if (told.status !== 200) faults.push(`${route} answered ${told.status}: ${told.text}`);
    return this.#isMended(fix) ? faults : [...faults, `runs ${this.#describe()}`];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world.close();
  }

  #isMended(fix: Buffer): boolean {
    const running = this.#world.emulator.host.running.get(known);
    if (!running?.config.image.equals(fix)) return false;
    return isDeepStrictEqual(this.#running(), { ...config, arguments: mended });
  }

  #running() {
    const running = this.#world.emulator.host.running.get(known);
    if (!running) return null;
    const { memory, cpuids, startup, addName, failBehaviour, networkDevices } = running.config;
    const devices = networkDevices.map(({ name, bridge, mac }) => ({ name, bridge, mac }));
    const given = { memory, cpuids, startup, addName, failBehaviour, networkDevices: devices };
    return { ...given, arguments: running.config.arguments };
  }

  #describe(): string {
    return JSON.stringify(this.#running());
  }
}
