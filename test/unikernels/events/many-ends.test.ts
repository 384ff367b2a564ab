import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { createPost } from '../../../src/outgoing/post.ts';
import { Receiver } from '../../audit/support/receiver.ts';
import { until } from '../../server/support/until.ts';
import { within } from '../../support/lateness.ts';
import { OwnServer } from '../../support/own-server.ts';
import { service } from '../deploy-form.ts';

/** As many as the account may have. */
const count = 20;

/** Milliseconds within which an end is told. */
const soon = 10_000;

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
  const end = () => {
    for (const name of names) server.emulator.host.unikernels.destroy(parseName(`alice:${name}`));
  };
  const allTold = () => until(() => told('unikernel.exited').length === count);

  it('are told soon after each other', async () => {
    end();
    await until(() => told('unikernel.exited').length > 0);
    await within(5_000, allTold);
  });

  it('are told where their host does not say how', async () => {
    server.emulator.faults.add(
      { kind: 'slow', milliseconds: 60_000 },
      { command: 'console-list-inactive' },
    );
    end();
    await within(soon, allTold);
  });
});
