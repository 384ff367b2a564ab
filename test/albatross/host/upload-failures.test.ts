import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { failureFrame, stringFrame, successFrame } from '../support/frames.ts';
import { hello, streamOf } from '../support/samples.ts';
import { type Script, ScriptedHost } from '../support/scripted-host.ts';
import { endless, failing, kibibyte, mebibyte, pattern, plain, Sink } from './support/content.ts';
import { describeTransports } from './support/transport-kinds.ts';

describeTransports('filling a volume that does not go well', (transportKind) => {
  it('stops when the host answers before the end, and tells the content to end', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => socket.end(failureFrame('stream exceeds size')));
    }, transportKind);
    const { content, told } = endless(pattern(64 * kibibyte));
    await assert.rejects(peer.client().setVolume(hello, content, plain), {
      words: 'stream exceeds size',
    });
    await told;
    await peer.idle();
  });

  it('gets the answer of a host that resets the connection right after it', async () => {
    await using peer = await ScriptedHost.start((socket, _command, reset) => {
      socket.once('data', () => {
        socket.pause();
        socket.write(failureFrame('stream exceeds size'), () => setImmediate(reset));
      });
    }, transportKind);
    for (let time = 0; time < 20; time++) {
      const { content } = endless(pattern(64 * kibibyte));
      await assert.rejects(peer.client().setVolume(hello, content, plain), {
        words: 'stream exceeds size',
      });
    }
  });

  it('stops when the host answers while the content has nothing to give', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => socket.end(failureFrame('no')));
    }, transportKind);
    const stalled = new Readable({ read() {} });
    stalled.push(pattern(2 * mebibyte));
    await assert.rejects(peer.client().setVolume(hello, stalled, plain), { words: 'no' });
    stalled.destroy();
  });

  it('does not believe a success before the end', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => socket.end(stringFrame('set block device')));
    }, transportKind);
    const { content } = endless(pattern(64 * kibibyte));
    await assert.rejects(peer.client().setVolume(hello, content, plain), {
      code: 'unexpected-reply',
    });
  });

  const ends: [string, Script, string][] = [
    ['closes', (socket) => void socket.once('data', () => socket.end()), 'silent-close'],
    [
      'resets',
      (socket, { type }, reset) => {
        if (type === 'block-set') socket.once('data', reset);
        else socket.end(failureFrame('no'));
      },
      transportKind.differences.reset.whileWeSend,
    ],
    [
      'answers something else',
      (socket) => {
        socket.once('data', () => socket.end(successFrame({ type: 'empty' })));
      },
      'unexpected-reply',
    ],
  ];
  for (const [title, script, code] of ends) {
    it(`fails where the host ${title} in the middle`, async () => {
      await using peer = await ScriptedHost.start(script, transportKind);
      const { content, told } = endless(pattern(64 * kibibyte));
      const filling = peer.client().setVolume(hello, content, plain);
      await assert.rejects(filling, { code });
      await told;
      await peer.idle();
    });
  }

  it('fails where the host takes no more', async () => {
    const failed = Promise.withResolvers<void>();
    await using peer = await ScriptedHost.start(async (socket) => {
      socket.pause();
      await failed.promise;
      socket.resume();
    }, transportKind);
    const { content } = endless(pattern(64 * kibibyte));
    const filling = peer.client({ progressTimeout: 200 }).setVolume(hello, content, plain);
    await assert.rejects(filling, { code: 'timeout', phase: 'progress' });
    failed.resolve();
    await peer.idle();
  });

  it('fails where the host does not answer at the end', async () => {
    await using peer = await ScriptedHost.start((socket) => void socket.resume(), transportKind);
    const filling = peer.client({ replyTimeout: 50 }).setVolume(hello, streamOf(pattern(9)), plain);
    await assert.rejects(filling, { code: 'timeout', phase: 'reply' });
    await peer.idle();
  });

  it('breaks off with the error of its content', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    const error = new Error('the client left');
    const content = failing(error, pattern(2 * mebibyte));
    await assert.rejects(peer.client().setVolume(hello, content, plain), error);
    await peer.idle();
    assert.ok(!sink.complete);
  });

  it('ends properly with the error of its content where that is asked for', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(), transportKind);
    const error = new Error('the client left');
    const content = failing(error, pattern(2 * mebibyte));
    const filling = peer
      .client()
      .setVolume(hello, content, { ...plain, onSourceFailure: 'finish' });
    await assert.rejects(filling, error);
    assert.ok(sink.complete);
    assert.equal(sink.content.length, 2 * mebibyte);
    await peer.idle();
  });

  it("ends with the signal's reason, also while the content has nothing to give", async () => {
    const abort = new AbortController();
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => abort.abort(new Error('enough')));
    }, transportKind);
    const stalled = new Readable({ read() {} });
    stalled.push(pattern(2 * mebibyte));
    const { signal } = abort;
    const filling = peer.client().setVolume(hello, stalled, { ...plain, signal });
    await assert.rejects(filling, { message: 'enough' });
    await peer.idle();
    stalled.destroy();
  });

  it('takes from its content no faster than the host reads', async () => {
    const sockets = Promise.withResolvers<Readable>();
    await using peer = await ScriptedHost.start(
      (socket) => sockets.resolve(socket.pause()),
      transportKind,
    );
    let given = 0;
    const reached = Promise.withResolvers<void>();
    async function* content() {
      for (; given < 64; given++) {
        reached.resolve();
        yield pattern(mebibyte);
      }
    }
    const abort = new AbortController();
    const options = { ...plain, signal: abort.signal };
    const filling = peer.client().setVolume(hello, content(), options);
    await reached.promise;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(given < 32, `${given} MiB were taken while the host read nothing`);
    abort.abort(new Error('enough'));
    await assert.rejects(filling, { message: 'enough' });
  });
});
