import assert from 'node:assert/strict';
import { stringFrame } from '../support/frames.ts';
import { config, hello, streamOf } from '../support/samples.ts';
import { ScriptedHost } from '../support/scripted-host.ts';
import { pattern, Sink } from './support/content.ts';
import { describeTransports } from './support/transport-kinds.ts';

describeTransports('creating a unikernel', (transportKind) => {
  const image = pattern(200_000);
  const source = { size: image.length, content: streamOf(image) };

  it('sends its image after the command, which carries none', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(
      sink.script(stringFrame('created unikernel')),
      transportKind,
    );
    await peer.client().createUnikernel(hello, config, source);
    assert.ok(sink.content.equals(image));
    const sent = { ...config, image: Buffer.alloc(0) };
    assert.deepEqual(peer.commands, [{ type: 'unikernel-create', config: sent }]);
  });

  it('takes the place of the one that runs only where that is asked for', async () => {
    await using peer = await ScriptedHost.start(new Sink().script(), transportKind);
    const content = streamOf(image);
    await peer.client().createUnikernel(hello, config, { ...source, content }, { force: true });
    assert.equal(peer.commands[0]?.type, 'unikernel-force-create');
  });

  for (const size of [image.length - 1, image.length + 1]) {
    it(`breaks off where the image has not the size that was said [${size}]`, async () => {
      const sink = new Sink();
      await using peer = await ScriptedHost.start(sink.script(), transportKind);
      const creating = peer
        .client()
        .createUnikernel(hello, config, { size, content: streamOf(image) });
      await assert.rejects(creating, RangeError);
      await peer.idle();
      assert.ok(!sink.complete);
    });
  }

  it('never happens without a name', async () => {
    await using peer = await ScriptedHost.start(new Sink().script(), transportKind);
    const target = { ...hello, label: null };
    await assert.rejects(peer.client().createUnikernel(target, config, source), {
      code: 'invalid-name',
    });
    assert.deepEqual(peer.commands, []);
  });
});
