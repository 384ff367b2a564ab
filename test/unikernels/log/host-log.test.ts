import assert from 'node:assert/strict';
import { root } from '../../../src/albatross/names.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { createPost } from '../../../src/outgoing/post.ts';
import { Receiver } from '../../audit/support/receiver.ts';
import { until } from '../../server/support/until.ts';
import { within } from '../../support/lateness.ts';
import { OwnServer } from '../../support/own-server.ts';
import { service } from '../deploy-form.ts';

/** Milliseconds from an end to its webhook: with the host's log, and without. */
const withLog = 2_000;
const without = 10_000;

const image = new Blob([new Uint8Array(sampleImage({ devices: [service] }))]);

describe('the log of a host', function () {
  this.timeout(150_000);
  let server: OwnServer;
  let receiver: Receiver;
  const open = async (host: Partial<EmulatorOptions>) => {
    receiver = await Receiver.open();
    const post = createPost({ plainLoopback: true });
    server = await OwnServer.open({ post }, {}, { statsInterval: 100, ...host });
    const hook = { kind: 'webhook', name: 'hook', url: receiver.url, types: ['unikernel.exited'] };
    await server.expect(201, '/channels', { json: hook });
    await create('first', []);
  };
  afterEach(async () => {
    await server?.close();
    await receiver?.[Symbol.asyncDispose]();
  });

  const create = async (name: string, words: readonly string[]) => {
    const form = new FormData();
    const config = { name, arguments: words, failBehaviour: 'quit' };
    form.append('config', JSON.stringify(config));
    form.append('image', image, 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
  };
  const asked = () =>
    server.emulator.commands.all.filter(({ type }) => type === 'log-subscribe').length;
  /** Has one end, whose webhook comes in time. */
  const endWithin = async (limit: number) => {
    const leaving = new AbortController();
    const events = server.emulator.host.log.subscribe(root, leaving.signal);
    await create('web', ['--emulator-exit=3:4000']);
    for await (const { name, event } of events) {
      if (name.label === 'web' && event.type === 'stopped') break;
    }
    await within(limit, () => until(() => receiver.received.length === 1));
    leaving.abort();
    const { type, data } = JSON.parse(receiver.received[0]?.body ?? '');
    const { code, unverified } = data.facts;
    assert.deepEqual([type, code, unverified], ['unikernel.exited', 3, undefined]); // the console says so, too
  };

  for (const logForm of ['plain', 'choice'] as const) {
    it(`tells at once of a unikernel that has ended [${logForm}]`, async () => {
      await open({ series: '2.8', logForm });
      await until(() => asked() === (logForm === 'plain' ? 1 : 2));
      await endWithin(withLog);
    });
  }

  it('is not asked for where the samples come as up to 2.7: looks do', async () => {
    await open({});
    await endWithin(without);
    assert.equal(asked(), 0);
  });

  it('is asked for once a day where a host has none', async () => {
    await open({ series: '2.8', logForm: null });
    await until(() => asked() === 2);
    await endWithin(without);
    assert.equal(asked(), 2);
  });
});
