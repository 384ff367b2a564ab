import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { systemTimer } from '../../src/base/timer.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const whatToDo = /It was not stopped: .* Try again later, or destroy it/;

describe('the only image of a unikernel that is stopped', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    // A place on the host is waited for 0.3 s.
    const hostTimer = (milliseconds: number, action: () => void) =>
      systemTimer(milliseconds / 100, action);
    world = await UnikernelWorld.open({ actors, hostTimer });
    await startElsewhere(world, 'alice:hello', { image: imageWith([], 'theirs') });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const post = (act: string) => world.ask(`${hello}/${act}`, { method: 'POST' });

  async function stopsLater(): Promise<void> {
    assert.ok(running(), 'it runs on');
    const stopped = await post('stop');
    assert.equal(stopped.status, 200, stopped.text);
    const started = await post('start');
    assert.equal(started.status, 200, started.text);
    assert.ok(running()?.config.image.equals(imageWith([], 'theirs')));
  }

  it('is not lost while the host’s connections break', async () => {
    const fault = { kind: 'reset-reply', afterOctets: 0 } as const;
    const broken = world.emulator.faults.add(fault, { command: 'unikernel-get' });
    const refused = await post('stop');
    broken.release();
    assert.partialDeepStrictEqual(refused.json, { status: 502, code: 'host-unreachable' });
    assert.match(refused.text, whatToDo);
    await stopsLater();
  });

  it('is not lost while transfers have all places on the host', async () => {
    await startElsewhere(world, 'alice:other');
    const scope = { command: 'unikernel-get', name: 'alice:other' } as const;
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, scope);
    const image = '/hosts/one/unikernels/other/image';
    const downloads = [world.ask(image), world.ask(image)];
    await until(() => held.waiting === 2);
    const refused = await post('stop');
    held.release();
    await Promise.all(downloads);
    assert.partialDeepStrictEqual(refused.json, { status: 503, code: 'host-busy' });
    assert.match(refused.text, whatToDo);
    await stopsLater();
  });
});
