import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { unikernelDetails } from '../../../src/unikernels/answer-schema.ts';
import { create } from '../deploy-form.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';

export const hello = '/hosts/one/unikernels/hello';
export const name = parseName('alice:hello');

/** The unikernel `hello`, which is kept running, and what happens to it. */
export class KeptUnikernel {
  readonly #world: UnikernelWorld;

  constructor(world: UnikernelWorld) {
    this.#world = world;
  }

  async show() {
    return unikernelDetails.parse((await this.#world.ask(hello)).json);
  }

  change(json: unknown, token = 'alice') {
    return this.#world.ask(hello, { method: 'PATCH', json, token });
  }

  runs(): boolean {
    return this.#world.emulator.host.running.has(name);
  }

  /** What Fulmar has started. */
  async starts() {
    return (await this.#world.deployments()).filter(({ action }) => action === 'start');
  }

  /** Makes it, on a host that is there for long. */
  async keep(config: object = {}, image?: Buffer): Promise<void> {
    await this.look(1);
    this.#world.pass(3);
    const asked = { name: 'hello', failBehaviour: 'quit', ...config };
    const made = await create(this.#world, asked, image);
    assert.equal(made.status, 201, made.text);
    assert.equal((await this.change({ keepRunning: true })).status, 200);
    await until(async () => {
      const { seenAt, lastExit } = await this.show();
      return seenAt !== null || lastExit !== null;
    });
  }

  /** Ends it as one ends that says with which code. */
  exit(code: number): void {
    const { emulator } = this.#world;
    emulator.print('alice:hello', `Solo5: solo5_exit(${code}) called`);
    emulator.host.unikernels.destroy(name);
    emulator.host.unikernels.destroy(name); // its trace, too
  }

  async untilWaiting(): Promise<void> {
    await until(async () => (await this.show()).keepRunning.nextAt !== null);
  }

  /** Waits for that; time passes, since a console that tells nothing may be late. */
  async untilGivenUp(): Promise<void> {
    await until(async () => {
      this.#world.pass(0.02);
      return (await this.show()).keepRunning.gaveUp !== null;
    });
  }

  /** Lets the observer look at least so many times more. */
  async look(times = 5): Promise<void> {
    const before = this.#world.seen('unikernel-info');
    await until(() => {
      this.#world.pass(0.02); // what was read is too old then
      return this.#world.seen('unikernel-info') >= before + times;
    });
  }
}
