import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ActionWorld } from './action-world.ts';

const mebibyte = 1024 * 1024;

/** Unikernels with volumes, whose content a job replaces. */
export class FillWorld {
  readonly world: ActionWorld;
  /** What volumes hold at first, and what they are filled with. */
  readonly old = randomBytes(mebibyte);
  readonly next = randomBytes(mebibyte);

  private constructor(world: ActionWorld) {
    this.world = world;
  }

  static async open(): Promise<FillWorld> {
    const made = new FillWorld(await ActionWorld.open());
    const image = sampleImage({ devices: [{ name: 'data', type: 'block' }] });
    await made.world.write('web.spt', image);
    await made.world.write('old.img', made.old);
    await made.world.write('next.img', made.next);
    return made;
  }

  close(): Promise<void> {
    return this.world.close();
  }

  get faults() {
    return this.world.emulator.faults;
  }

  running(name: string) {
    return this.world.emulator.host.running.get(parseName(`alice:${name}`));
  }

  /** What a volume holds, which is its host's to say. */
  contentOf(volume: string): Promise<Buffer> {
    return readFile(join(this.world.folder, 'host', 'block', `alice:${volume}`));
  }

  /** What the server says of a unikernel. */
  async shown(name: string) {
    return (await this.world.ask(`/hosts/one/unikernels/${name}`)).json;
  }

  fill(
    volume: string,
    inputs: Readonly<Record<string, string>> = {},
    env = {},
    cancelled?: AbortSignal,
  ) {
    const environment = { RUNNER_TEMP: this.world.folder, ...env };
    const asked = { operation: 'fill', name: volume, file: 'next.img', settle: '1' };
    return this.world.step({ ...asked, ...inputs }, environment, cancelled);
  }

  /** What jobs have left in their folder. */
  async leftovers(): Promise<string[]> {
    return (await readdir(this.world.folder)).filter((name) => name.startsWith('fulmar-'));
  }

  /** A unikernel with a volume of its name, which has the old content. */
  async start(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const filled = await this.world.step({ operation: 'upload', name, file: 'old.img', size: '1' });
    assert.equal(filled.code, 0, filled.log);
    const config = JSON.stringify({ blockDevices: [{ name: 'data', volume: name }], ...more });
    const deployed = await this.world.step({ name, image: 'web.spt', config });
    assert.equal(deployed.code, 0, deployed.log);
  }
}
