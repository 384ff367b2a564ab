import assert from 'node:assert/strict';
import { encodeFrame, frameHeader } from '../../../src/albatross/framing.ts';
import { answering, failureFrame, stringFrame, successFrame } from '../support/frames.ts';
import { hello, unikernelsReply, volumesReply } from '../support/samples.ts';
import { type Script, ScriptedHost } from '../support/scripted-host.ts';
import { describeTransports } from './support/transport-kinds.ts';

const oneMebibyte = 1024 * 1024;

describeTransports('a short command', (transportKind) => {
  const faults: [string, Script, string][] = [
    ['a close without an octet', answering(), 'silent-close'],
    [
      'a close within a message',
      answering(stringFrame('done').subarray(0, -1)),
      'malformed-message',
    ],
    ['garbage in a message', answering(encodeFrame(Buffer.from('garbage'))), 'malformed-message'],
    ['the end of a stream', answering(Buffer.alloc(4)), 'malformed-message'],
    ['a message beyond the limit', answering(frameHeader(oneMebibyte + 1)), 'message-too-large'],
    ['the answer to another command', answering(successFrame(volumesReply())), 'unexpected-reply'],
    ['a lost daemon', answering(failureFrame("couldn't reach service")), 'daemon-lost'],
    [
      'a daemon that ends before it answers',
      answering(failureFrame('error reading from fd')),
      'daemon-lost',
    ],
    ['a reset', (_socket, _command, reset) => reset(), transportKind.differences.reset.beforeAWord],
    ['silence', () => {}, 'timeout'],
    [
      'an answer that stops half way',
      (socket) => void socket.write(stringFrame('done').subarray(0, 9)),
      'timeout',
    ],
  ];
  for (const [title, script, code] of faults) {
    it(`fails on ${title} and leaves no connection`, async () => {
      await using peer = await ScriptedHost.start(script, transportKind);
      await assert.rejects(peer.client({ replyTimeout: 1_000 }).removeVolume(hello), { code });
      await peer.idle();
    });
  }

  it('takes longer lists than messages, and none without end', async () => {
    const begin = (size: number) => answering(frameHeader(size));
    await using long = await ScriptedHost.start(begin(32 * oneMebibyte), transportKind);
    await assert.rejects(long.client({ replyTimeout: 50 }).volumes([]), {
      code: 'malformed-message',
    });
    await using endless = await ScriptedHost.start(begin(32 * oneMebibyte + 1), transportKind);
    await assert.rejects(endless.client().volumes([]), { code: 'message-too-large' });
  });

  it('fails with the phase and the time that it waited', async () => {
    await using peer = await ScriptedHost.start(() => {}, transportKind);
    await assert.rejects(peer.client({ replyTimeout: 20 }).removeVolume(hello), {
      phase: 'reply',
      milliseconds: 20,
    });
  });

  it('is answered wherever the answer is split', async () => {
    const frame = successFrame(unikernelsReply('alice:hello'));
    let position = 0;
    await using peer = await ScriptedHost.start((socket) => {
      socket.setNoDelay(true);
      socket.write(frame.subarray(0, position), () => socket.end(frame.subarray(position)));
    }, transportKind);
    const host = peer.client();
    for (position = 1; position < frame.length; position += 7) {
      assert.ok(await host.unikernel(hello));
    }
  });

  it('is answered by the first message, whatever else comes with it', async () => {
    await using peer = await ScriptedHost.start(
      answering(stringFrame('done'), failureFrame('late')),
      transportKind,
    );
    await peer.client().removeVolume(hello);
    await peer.idle();
  });

  it('takes the answer of a host that never closes, and closes itself', async () => {
    await using peer = await ScriptedHost.start(
      (socket) => void socket.write(stringFrame('done')),
      transportKind,
    );
    await peer.client().removeVolume(hello);
    await peer.idle();
  });

  it("ends with the signal's reason wherever it is, and leaves no connection", async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    await using peer = await ScriptedHost.start(() => abort.abort(reason), transportKind);
    await assert.rejects(peer.client().removeVolume(hello, { signal: abort.signal }), reason);
    await peer.idle();
    await assert.rejects(peer.client().removeVolume(hello, { signal: abort.signal }), reason);
    assert.equal(peer.commands.length, 1);
  });
});
