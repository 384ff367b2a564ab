import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { failureFrame } from '../support/frames.ts';
import { hello, streamOf } from '../support/samples.ts';
import { ScriptedHost } from '../support/scripted-host.ts';
import { mebibyte, pattern, plain, Sink } from './support/content.ts';
import { describeTransports } from './support/transport-kinds.ts';

describeTransports('filling a volume', (transportKind) => {
  it('sends the content and the end of the stream, and awaits the answer', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    const content = pattern(3 * mebibyte + 17);
    await peer.client().setVolume(hello, streamOf(content), plain);
    assert.ok(sink.content.equals(content));
    assert.deepEqual(peer.commands, [{ type: 'block-set', compressed: false }]);
    await peer.idle();
  });

  it('makes large chunks of what comes in pieces of any size, and none that is empty', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    const pieces = [0, 1, 70_000, 0, mebibyte, 3 * mebibyte, 5].map(pattern);
    await peer.client().setVolume(hello, streamOf(...pieces), plain);
    const sizes = sink.chunks.map(({ length }) => length);
    assert.deepEqual(sizes, [mebibyte, mebibyte, mebibyte, mebibyte, 70_006]);
    assert.ok(sink.content.equals(Buffer.concat(pieces)));
  });

  it('makes small chunks of compressed content, since a host takes no others', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    await peer.client().setVolume(hello, streamOf(pattern(200_000)), { compressed: true });
    assert.deepEqual(
      sink.chunks.map(({ length }) => length),
      [65_536, 65_536, 65_536, 3392],
    );
  });

  it('sends one zero in place of nothing, which a host may never answer', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    await peer.client().setVolume(hello, streamOf(), plain);
    assert.deepEqual(sink.content, Buffer.alloc(1));
    const compressed = new Sink();
    await using other = await ScriptedHost.start(compressed.script(), transportKind);
    await other.client().setVolume(hello, streamOf(), { compressed: true });
    assert.deepEqual(inflateSync(compressed.content), Buffer.alloc(1));
  });

  it('fails with the words of the host', async () => {
    await using peer = await ScriptedHost.start(
      new Sink().script(failureFrame('stream exceeds size')),
      transportKind,
    );
    await assert.rejects(peer.client().setVolume(hello, streamOf(pattern(9)), plain), {
      words: 'stream exceeds size',
    });
  });
});
