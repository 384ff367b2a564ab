import assert from 'node:assert/strict';
import type { Host } from '../../../src/albatross/host/host.ts';
import { frameOf, stringFrame, successFrame } from '../support/frames.ts';
import { collect, config, hello, streamOf, volumesReply } from '../support/samples.ts';
import { type Script, ScriptedHost } from '../support/scripted-host.ts';
import { describeTransports } from './support/transport-kinds.ts';

const content = Buffer.alloc(300_000, 'content');
const block = frameOf({ type: 'data', data: { type: 'block', data: content } });
const noBlock = frameOf({ type: 'data', data: { type: 'block', data: null } });
const dump = successFrame({ type: 'block-device-image', compressed: false });

/** Answers a piece in each turn of the event loop. */
async function slowly(socket: Parameters<Script>[0], octets: Buffer): Promise<void> {
  for (let start = 0; start < octets.length; start += 50_000) {
    socket.write(octets.subarray(start, start + 50_000));
    await turns(1);
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const awaitEnd: Script = (socket) => {
  socket.on('data', (octets: Buffer) => {
    if (octets.subarray(-4).equals(Buffer.alloc(4))) socket.end(stringFrame('done'));
  });
};

type Operation = (host: Host, signal: AbortSignal) => Promise<unknown>;

const operations: [string, Operation, Script][] = [
  [
    'a short command',
    (host, signal) => host.volumes([], { signal }),
    (socket) => slowly(socket, successFrame(volumesReply())),
  ],
  [
    'an upload',
    (host, signal) => host.setVolume(hello, streamOf(content), { compressed: false, signal }),
    awaitEnd,
  ],
  [
    'a create',
    (host, signal) =>
      host.createUnikernel(
        hello,
        config,
        { size: content.length, content: streamOf(content) },
        { signal },
      ),
    awaitEnd,
  ],
  [
    'a dump',
    async (host, signal) => collect((await host.dumpVolume(hello, 0, { signal })).content),
    (socket) => slowly(socket, Buffer.concat([dump, block, noBlock])),
  ],
  [
    'an image',
    async (host, signal) => collect((await host.unikernelImage(hello, 0, { signal })).content),
    (socket) =>
      slowly(socket, successFrame({ type: 'unikernel-image', compressed: false, image: content })),
  ],
  [
    'a console',
    async (host, signal) => Array.fromAsync(await host.console(hello, { count: 0 }, { signal })),
    (socket) => slowly(socket, stringFrame('subscribed')),
  ],
];

describeTransports('an abort', (transportKind) => {
  const reason = new Error('the caller left');
  for (const [title, operate, script] of operations) {
    it(`at any point of ${title} ends it with the signal's reason and leaves no connection`, async () => {
      await using peer = await ScriptedHost.start(script, transportKind);
      const host = peer.client();
      let aborted = 0;
      for (let count = 0; count < 24; count += 1) {
        const abort = new AbortController();
        const outcome = operate(host, abort.signal).then(
          () => null,
          (error: unknown) => error,
        );
        await turns(count);
        abort.abort(reason);
        const error = await outcome;
        assert.ok(error === null || error === reason, String(error));
        if (error) aborted += 1;
      }
      assert.ok(aborted > 0, 'none was cut short');
      await peer.idle();
    });
  }
});
