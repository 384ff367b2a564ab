import assert from 'node:assert/strict';
import { formOf, imageWith } from '../unikernels/deploy-form.ts';
import { ServerWorld } from './support/server-world.ts';
import { until } from './support/until.ts';

/** Milliseconds that the host's clock is ahead. */
const ahead = 30_000;

describe('what a host has told of itself', function () {
  this.timeout(120_000);
  let world: ServerWorld;
  before(async () => {
    world = await ServerWorld.open({
      emulator: {
        series: '2.8',
        statsInterval: 100,
        clock: () => new Date(Date.now() + ahead),
      },
    });
  });
  after(() => world?.close());

  const isWarned = async () => {
    const { json } = await world.administrator.expect(200, world.url, '/hosts/one');
    return `${Object(json).warnings}`.includes('Its clock is 30 s ahead');
  };
  /** Whether it was looked at since it was started. */
  const isSeen = async () => {
    const { json } = await world.expect(200, '/hosts/one/unikernels/web');
    return Object(json).state === 'running';
  };
  const isLogFollowed = () => world.seen('log-subscribe') > 0;

  it('is known after a restart, while nothing that runs there tells it anew', async () => {
    const body = formOf([
      ['config', { name: 'web' }],
      ['image', imageWith()],
    ]);
    await world.expect(201, '/hosts/one/unikernels', { body });
    await until(isLogFollowed);
    // One that is started within seconds of the server tells nothing of the clock.
    while (!(await isWarned())) {
      await world.expect(200, '/hosts/one/unikernels/web/restart', { method: 'POST' });
      await until(isSeen);
    }
    await world.server.terminate();
    world.emulator.commands.clear();
    world.emulator.faults.add({ kind: 'silent' }, { command: 'stats-subscribe' });
    await world.start();
    assert.ok(await isWarned());
    await until(isLogFollowed);
  });
});
