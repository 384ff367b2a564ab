import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { createPost } from '../../../src/outgoing/post.ts';
import { Receiver } from '../../audit/support/receiver.ts';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import { service } from '../deploy-form.ts';

/** As many as the account may have. */
const count = 20;

/** Milliseconds within which an end is told, with some more for a machine that does other things, too. */
const soon = 13_000;

const image = new Blob([new Uint8Array(sampleImage({ devices: [service] }))]);
const names = Array.from({ length: count }, (_, n) => `web-${n}`);

describe('many unikernels that end at once', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.open();
    server = await OwnServer.open({ post: createPost({ plainLoopback: true }) });
    const hook = { kind: 'webhook', name: 'hook', url: receiver.url, types: ['unikernel.'] };
    await server.expect(201, '/channels', { json: hook });
    for (const name of names) {
      const form = new FormData();
      form.append('config', JSON.stringify({ name, memory: 16, failBehaviour: 'quit' }));
      form.append('image', image, 'image');
      await server.expect(201, '/hosts/one/unikernels', { body: form });
    }
    await until(() => told('unikernel.started').length === count);
  });
  afterEach(async () => {
    await server?.close();
    await receiver?.[Symbol.asyncDispose]();
  });

  const told = (type: string) =>
    receiver.received.map(({ body }) => JSON.parse(body)).filter((event) => event.type === type);
  /** Has all of them end, and gives the milliseconds until the first and the last were told. */
  const end = async () => {
    const ended = performance.now();
    for (const name of names) server.emulator.host.unikernels.destroy(parseName(`alice:${name}`));
    await until(() => told('unikernel.exited').length > 0);
    const first = performance.now() - ended;
    await until(() => told('unikernel.exited').length === count);
    return { first, last: performance.now() - ended };
  };

  it('are told soon after each other', async () => {
    const { first, last } = await end();
    assert.ok(last - first < 5_000, `${first} ms, ${last} ms`);
  });

  it('are told where their host does not say how', async () => {
    server.emulator.faults.add(
      { kind: 'slow', milliseconds: 60_000 },
      { command: 'console-list-inactive' },
    );
    const { first, last } = await end();
    assert.ok(last < soon, `${first} ms, ${last} ms`);
  });
});
