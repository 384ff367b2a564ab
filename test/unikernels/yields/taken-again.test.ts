import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemTimer, type Timer } from '../../../src/base/timer.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { OwnServer } from '../../support/own-server.ts';
import { until } from '../unikernel-world.ts';

/** Subscribers that a host has room for at a console. */
const room = 5;

const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / 20, action);

describe('a console that is left to other clients', () => {
  let server: OwnServer;
  const others = new AbortController();
  before(async () => {
    server = await OwnServer.open({ timer: hurried });
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
  });
  after(async () => {
    others.abort();
    await server?.close();
  });

  const left = async (): Promise<{ readonly kind: string }[]> =>
    Object((await server.expect(200, '/hosts/one/unikernels/web')).json).leftToOthers;
  const subscribed = () =>
    server.emulator.commands.all.filter(({ type }) => type === 'console-subscribe').length;

  it('is taken again once an administrator has switched the collection off', async () => {
    const { consoles } = server.emulator.host;
    for (const times of [1, 2]) {
      await until(() => subscribed() >= times);
      const console = consoles.watch([parseLabel('alice')], parseLabel('web'));
      for (let n = 0; n < room; n += 1) console?.subscribe(others.signal);
    }
    await until(async () => (await left()).some(({ kind }) => kind === 'console'));
    const before = subscribed();
    await server.expect(200, '/hosts/one', { method: 'PATCH', json: { collectMetrics: false } });
    await until(() => subscribed() > before);
    assert.deepEqual(await left(), []);
  });
});
