import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { FrameDecoder } from '../../../src/albatross/framing.ts';
import { config, hello, streamOf } from '../support/samples.ts';
import {
  failureFrame,
  type Script,
  ScriptedHost,
  stringFrame,
  successFrame,
} from '../support/scripted-host.ts';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** A host that reads a stream of chunks to its end, and then answers. */
class Sink {
  readonly chunks: Buffer[] = [];
  /** Whether the end of the stream was sent. */
  complete = false;

  get content(): Buffer {
    return Buffer.concat(this.chunks);
  }

  script(answer = stringFrame('set block device')): Script {
    return (socket) => {
      const decoder = new FrameDecoder(64 * mebibyte);
      socket.on('data', (octets) => {
        for (const chunk of decoder.push(octets)) {
          if (chunk.length > 0) this.chunks.push(Buffer.from(chunk));
          else this.complete = true;
        }
        if (this.complete) socket.end(answer);
      });
    };
  }
}

const plain = { compressed: false };
const cycle = Buffer.from(Array.from({ length: 251 }, (_, index) => index));
const pattern = (size: number) => Buffer.alloc(size, cycle);

/** Content that fails after its pieces. */
async function* failing(error: Error, ...pieces: Buffer[]) {
  yield* pieces;
  throw error;
}

/** Content that goes on until it is told to end, which it tells. */
function endless(piece: Buffer) {
  const told = Promise.withResolvers<void>();
  async function* pieces() {
    try {
      for (;;) yield piece;
    } finally {
      told.resolve();
    }
  }
  return { content: pieces(), told: told.promise };
}

describe('filling a volume', () => {
  it('sends the content and the end of the stream, and awaits the answer', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
    const content = pattern(3 * mebibyte + 17);
    await peer.client().setVolume(hello, streamOf(content), plain);
    assert.ok(sink.content.equals(content));
    assert.deepEqual(peer.commands, [{ type: 'block-set', compressed: false }]);
    await peer.idle();
  });

  it('makes large chunks of what comes in pieces of any size, and none that is empty', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
    const pieces = [0, 1, 70_000, 0, mebibyte, 3 * mebibyte, 5].map(pattern);
    await peer.client().setVolume(hello, streamOf(...pieces), plain);
    const sizes = sink.chunks.map(({ length }) => length);
    assert.deepEqual(sizes, [mebibyte, mebibyte, mebibyte, mebibyte, 70_006]);
    assert.ok(sink.content.equals(Buffer.concat(pieces)));
  });

  it('makes small chunks of compressed content, since a host takes no others', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
    await peer.client().setVolume(hello, streamOf(pattern(200_000)), { compressed: true });
    assert.deepEqual(
      sink.chunks.map(({ length }) => length),
      [65_536, 65_536, 65_536, 3392],
    );
  });

  it('sends one zero in place of nothing, which a host may never answer', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
    await peer.client().setVolume(hello, streamOf(), plain);
    assert.deepEqual(sink.content, Buffer.alloc(1));
    const compressed = new Sink();
    await using other = await ScriptedHost.start(compressed.script());
    await other.client().setVolume(hello, streamOf(), { compressed: true });
    assert.deepEqual(inflateSync(compressed.content), Buffer.alloc(1));
  });

  it('fails with the words of the host', async () => {
    await using peer = await ScriptedHost.start(
      new Sink().script(failureFrame('stream exceeds size')),
    );
    await assert.rejects(peer.client().setVolume(hello, streamOf(pattern(9)), plain), {
      words: 'stream exceeds size',
    });
  });

  it('stops when the host answers before the end, and tells the content to end', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => socket.end(failureFrame('stream exceeds size')));
    });
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
    });
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
    });
    const stalled = new Readable({ read() {} });
    stalled.push(pattern(2 * mebibyte));
    await assert.rejects(peer.client().setVolume(hello, stalled, plain), { words: 'no' });
    stalled.destroy();
  });

  it('does not believe a success before the end', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.once('data', () => socket.end(stringFrame('set block device')));
    });
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
      'transport',
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
      await using peer = await ScriptedHost.start(script);
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
    });
    const { content } = endless(pattern(64 * kibibyte));
    const filling = peer.client({ progressTimeout: 200 }).setVolume(hello, content, plain);
    await assert.rejects(filling, { code: 'timeout', phase: 'progress' });
    failed.resolve();
    await peer.idle();
  });

  it('fails where the host does not answer at the end', async () => {
    await using peer = await ScriptedHost.start((socket) => void socket.resume());
    const filling = peer.client({ replyTimeout: 50 }).setVolume(hello, streamOf(pattern(9)), plain);
    await assert.rejects(filling, { code: 'timeout', phase: 'reply' });
    await peer.idle();
  });

  it('breaks off with the error of its content', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
    const error = new Error('the client left');
    const content = failing(error, pattern(2 * mebibyte));
    await assert.rejects(peer.client().setVolume(hello, content, plain), error);
    await peer.idle();
    assert.ok(!sink.complete);
  });

  it('ends properly with the error of its content where that is asked for', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script());
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
    });
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
    await using peer = await ScriptedHost.start((socket) => sockets.resolve(socket.pause()));
    let given = 0;
    const reached = Promise.withResolvers<void>();
    async function* content() {
      for (; given < 64; given++) {
        yield pattern(mebibyte);
        if (given === 1) reached.resolve();
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

describe('creating a unikernel', () => {
  const image = pattern(200_000);
  const source = { size: image.length, content: streamOf(image) };

  it('sends its image after the command, which carries none', async () => {
    const sink = new Sink();
    await using peer = await ScriptedHost.start(sink.script(stringFrame('created unikernel')));
    await peer.client().createUnikernel(hello, config, source);
    assert.ok(sink.content.equals(image));
    const sent = { ...config, image: Buffer.alloc(0) };
    assert.deepEqual(peer.commands, [{ type: 'unikernel-create', config: sent }]);
  });

  it('takes the place of the one that runs only where that is asked for', async () => {
    await using peer = await ScriptedHost.start(new Sink().script());
    const content = streamOf(image);
    await peer.client().createUnikernel(hello, config, { ...source, content }, { force: true });
    assert.equal(peer.commands[0]?.type, 'unikernel-force-create');
  });

  for (const size of [image.length - 1, image.length + 1]) {
    it(`breaks off where the image has not the size that was said [${size}]`, async () => {
      const sink = new Sink();
      await using peer = await ScriptedHost.start(sink.script());
      const creating = peer
        .client()
        .createUnikernel(hello, config, { size, content: streamOf(image) });
      await assert.rejects(creating, RangeError);
      await peer.idle();
      assert.ok(!sink.complete);
    });
  }

  it('never happens without a name', async () => {
    await using peer = await ScriptedHost.start(new Sink().script());
    const target = { ...hello, label: null };
    await assert.rejects(peer.client().createUnikernel(target, config, source), {
      code: 'invalid-name',
    });
    assert.deepEqual(peer.commands, []);
  });
});
