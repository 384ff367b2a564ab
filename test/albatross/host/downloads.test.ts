import assert from 'node:assert/strict';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Host } from '../../../src/albatross/host/host.ts';
import { answering, failureFrame, frameOf, stringFrame, successFrame } from '../support/frames.ts';
import { collect, hello } from '../support/samples.ts';
import { type Script, ScriptedHost } from '../support/scripted-host.ts';
import { describeTransports } from './support/transport-kinds.ts';

const begin = successFrame({ type: 'block-device-image', compressed: true });
const piece = (data: Buffer | null) => frameOf({ type: 'data', data: { type: 'block', data } });
const block = Buffer.alloc(4096, 'content');
const end = piece(null);

describeTransports('dumping a volume', (transportKind) => {
  it('gives the content as it comes, empty pieces and all', async () => {
    await using peer = await ScriptedHost.start(
      answering(begin, piece(block), piece(Buffer.alloc(0)), piece(block), end),
      transportKind,
    );
    const { compressed, content } = await peer.client().dumpVolume(hello, 9);
    assert.equal(compressed, true);
    assert.deepEqual(await collect(content), Buffer.concat([block, block]));
    assert.deepEqual(peer.commands, [{ type: 'block-dump', compressionLevel: 9 }]);
    await peer.idle();
  });

  it('gives nothing of an empty dump', async () => {
    await using peer = await ScriptedHost.start(answering(begin, end), transportKind);
    const { content } = await peer.client().dumpVolume(hello, 0);
    assert.equal((await collect(content)).length, 0);
  });

  it('fails at once in the words of the host', async () => {
    await using peer = await ScriptedHost.start(
      answering(failureFrame('dump block: is in use')),
      transportKind,
    );
    await assert.rejects(peer.client().dumpVolume(hello, 0), { words: 'dump block: is in use' });
    await peer.idle();
  });

  const breaks: [string, Script, string][] = [
    ['closes', answering(begin, piece(block)), 'transport'],
    [
      'closes within a message',
      answering(begin, piece(block).subarray(0, 50)),
      'malformed-message',
    ],
    ['fails', answering(begin, piece(block), failureFrame('exception')), 'host-failure'],
    ['sends a line', answering(begin, stringFrame('a line')), 'unexpected-reply'],
    ['sends garbage', answering(begin, Buffer.from([0, 0, 0, 2, 1, 2])), 'malformed-message'],
    ['is silent', (socket) => void socket.write(begin), 'timeout'],
    [
      'resets',
      (socket, _command, reset) => {
        socket.write(Buffer.concat([begin, piece(block)]), () => setImmediate(reset));
      },
      'transport',
    ],
  ];
  for (const [title, script, code] of breaks) {
    it(`never ends well where the host ${title} in the middle`, async () => {
      await using peer = await ScriptedHost.start(script, transportKind);
      const { content } = await peer.client({ progressTimeout: 1_000 }).dumpVolume(hello, 0);
      await assert.rejects(collect(content), { code });
      await peer.idle();
    });
  }

  it('reads from the host no faster than it is read', async () => {
    const stalled = Promise.withResolvers<void>();
    let written = 0;
    await using peer = await ScriptedHost.start(async (socket) => {
      socket.write(begin);
      const chunk = Buffer.concat(Array.from({ length: 256 }, () => piece(block)));
      for (; written < 64; written++) {
        if (socket.write(chunk)) continue;
        const drained = once(socket, 'drain');
        setTimeout(stalled.resolve, 2_500);
        await drained;
      }
      socket.end(end);
    }, transportKind);
    const { content } = await peer.client({ progressTimeout: 2_000 }).dumpVolume(hello, 0);
    await stalled.promise;
    assert.ok(written < 32, `${written} MiB were sent while nobody read`);
    assert.equal((await collect(content)).length, 64 * 1024 * 1024);
    await peer.idle();
  });

  it('closes the connection when its reader leaves', async () => {
    await using peer = await ScriptedHost.start(
      (socket) => void socket.write(begin),
      transportKind,
    );
    const { content } = await peer.client().dumpVolume(hello, 0);
    content.destroy();
    await peer.idle();
  });

  it("fails with the signal's reason in the middle", async () => {
    await using peer = await ScriptedHost.start(
      (socket) => void socket.write(begin),
      transportKind,
    );
    const abort = new AbortController();
    const { content } = await peer.client().dumpVolume(hello, 0, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(finished(content), { message: 'enough' });
    await peer.idle();
  });
});

describeTransports('getting an image', (transportKind) => {
  const image = Buffer.alloc(3_000_000, 'image');
  const reply = successFrame({ type: 'unikernel-image', compressed: false, image });
  const get = (host: Host) => host.unikernelImage(hello, 0);

  it('gives its size at once and its octets as they come', async () => {
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    const { compressed, size, content } = await get(peer.client());
    assert.deepEqual({ compressed, size }, { compressed: false, size: image.length });
    assert.ok((await collect(content)).equals(image));
    await peer.idle();
  });

  it('refuses one that is larger than the limit', async () => {
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    await assert.rejects(get(peer.client({ maxImage: image.length - 1 })), {
      code: 'message-too-large',
    });
    await peer.idle();
  });

  it('fails in the words of the host', async () => {
    await using peer = await ScriptedHost.start(
      answering(failureFrame('get: no unikernel found')),
      transportKind,
    );
    await assert.rejects(get(peer.client()), { words: 'get: no unikernel found' });
  });

  it('fails on another answer and on silence', async () => {
    await using peer = await ScriptedHost.start(answering(stringFrame('done')), transportKind);
    await assert.rejects(get(peer.client()), { code: 'unexpected-reply' });
    await using silent = await ScriptedHost.start(answering(), transportKind);
    await assert.rejects(get(silent.client()), { code: 'silent-close' });
  });

  it('never ends well where the host breaks off', async () => {
    await using peer = await ScriptedHost.start(answering(reply.subarray(0, -1)), transportKind);
    const { content } = await get(peer.client());
    await assert.rejects(collect(content), { code: 'transport' });
    await peer.idle();
  });
});
