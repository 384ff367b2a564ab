import assert from 'node:assert/strict';
import { type Duplex, duplexPair } from 'node:stream';
import { HostFailureError, TransportError } from '../../../src/albatross/errors.ts';
import { endOfStream, frameHeader } from '../../../src/albatross/framing.ts';
import type { Dial, Service } from '../../../src/albatross/sockets/dial.ts';
import {
  SocketTransport,
  type SocketTransportOptions,
} from '../../../src/albatross/sockets/socket-transport.ts';
import { alice } from '../support/authorities.ts';
import { failureFrame, stringFrame, successFrame } from '../support/frames.ts';
import { config, hello } from '../support/samples.ts';

const info = { type: 'policy-info' } as const;
const whole = { domains: [], label: null };
const inAlice = { domains: [alice], label: null };

/** A transport to a daemon that the test itself is. */
function toDaemon(options: Partial<SocketTransportOptions> = {}) {
  const dialled: Service[] = [];
  const [ours, daemon] = duplexPair();
  daemon.on('error', () => {});
  const dial: Dial = async (service) => {
    dialled.push(service);
    return ours;
  };
  return { transport: new SocketTransport({ dial, ...options }), dialled, ours, daemon };
}

describe('SocketTransport', () => {
  it('dials the daemon that a command belongs to', async () => {
    const { transport, dialled } = toDaemon();
    await transport.open(whole, info);
    await transport.open(whole, { type: 'stats-subscribe' });
    await transport.open(whole, { type: 'console-list-inactive' });
    assert.deepEqual(dialled, ['albatrossd', 'stats', 'console']);
  });

  it('gives a stream that begins with the answer to the command itself', async () => {
    const { transport, daemon } = toDaemon();
    const answer = stringFrame('the answer');
    const all = Buffer.concat([stringFrame('added policy'), answer]);
    for (const octet of all) daemon.write(Buffer.of(octet));
    daemon.end();
    const stream = await transport.open(inAlice, info);
    assert.deepEqual(Buffer.concat(await Array.fromAsync(stream)), answer);
  });

  it('gives one that is still open where the answer is yet to come', async () => {
    const { transport, daemon } = toDaemon();
    daemon.write(stringFrame('no modification of policy'));
    const stream = await transport.open(inAlice, info);
    const answer = stringFrame('the answer');
    daemon.end(answer);
    assert.deepEqual(Buffer.concat(await Array.fromAsync(stream)), answer);
  });

  it('rejects with the words of a policy that is refused', async () => {
    const { transport, daemon, ours } = toDaemon();
    daemon.write(failureFrame('policy above allows less'));
    await assert.rejects(transport.open(inAlice, info), (error: unknown) => {
      assert.ok(error instanceof HostFailureError);
      return error.words === 'policy above allows less';
    });
    assert.ok(ours.destroyed);
  });

  const odd: [string, (daemon: Duplex) => void, string][] = [
    ['nothing', (daemon) => daemon.end(), 'silent-close'],
    ['half an answer', (daemon) => daemon.end(Buffer.from([0, 0, 1])), 'malformed-message'],
    ['garbage', (daemon) => daemon.end(Buffer.from([0, 0, 0, 1, 9])), 'malformed-message'],
    ['too much', (daemon) => daemon.end(frameHeader(2 ** 20)), 'message-too-large'],
    ['something else', (daemon) => daemon.end(successFrame({ type: 'empty' })), 'unexpected-reply'],
  ];
  for (const [title, answer, code] of odd) {
    it(`rejects where a policy is answered with ${title}`, async () => {
      const { transport, daemon, ours } = toDaemon();
      answer(daemon);
      await assert.rejects(transport.open(inAlice, info), { code });
      assert.ok(ours.destroyed);
    });
  }

  it('waits for the answer to a policy no longer than it may', async () => {
    const { transport, ours } = toDaemon({ replyTimeoutMilliseconds: 20 });
    await assert.rejects(transport.open(inAlice, info), {
      code: 'timeout',
      phase: 'reply',
      milliseconds: 20,
    });
    assert.ok(ours.destroyed);
  });

  it("rejects with the signal's reason while it waits, and dials nothing after it", async () => {
    const { transport, ours, dialled } = toDaemon();
    const abort = new AbortController();
    const opening = transport.open(inAlice, info, abort);
    setImmediate(() => abort.abort(new Error('enough')));
    await assert.rejects(opening, { message: 'enough' });
    assert.ok(ours.destroyed);
    await assert.rejects(transport.open(inAlice, info, abort), { message: 'enough' });
    assert.equal(dialled.length, 1);
  });

  it('passes on why nothing could be dialled, and what a stream says of itself', async () => {
    const reason = new TransportError('no such socket');
    const { transport } = toDaemon({ dial: () => Promise.reject(reason) });
    await assert.rejects(transport.open(whole, info), reason);
    assert.equal(transport.explain(reason), reason);
    const cause = new Error('read ECONNRESET');
    const explained = transport.explain(cause);
    assert.equal(explained.code, 'transport');
    assert.equal(explained.cause, cause);
  });

  it('rejects with the error of a connection that is lost meanwhile', async () => {
    const { transport, ours } = toDaemon();
    setImmediate(() => ours.destroy(new Error('read ECONNRESET')));
    await assert.rejects(transport.open(inAlice, info), { code: 'transport' });
  });

  it('closes what its dialler keeps', async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    await toDaemon({ close }).transport.close();
    assert.equal(closed, 1);
    await toDaemon().transport.close();
  });
});

describe('the stream of a create on a socket', () => {
  const create = {
    type: 'unikernel-create',
    config: { ...config, image: Buffer.alloc(0) },
  } as const;
  const open = async (daemon: ReturnType<typeof toDaemon>, imageSize: number) =>
    daemon.transport.open({ ...hello, domains: [] }, create, { imageSize });

  it('takes chunks, and lets their content alone out, wherever they are cut', async () => {
    const chunks = Buffer.concat([
      frameHeader(3),
      Buffer.from('one'),
      frameHeader(4),
      Buffer.from('more'),
      endOfStream,
    ]);
    const sent = new Set<string>();
    for (let cut = 0; cut <= chunks.length; cut++) {
      const peer = toDaemon();
      const stream = await open(peer, 7);
      stream.write(chunks.subarray(0, cut));
      await new Promise<void>((resolve) => {
        stream.write(chunks.subarray(cut), () => resolve());
      });
      sent.add(peer.daemon.read().toString('hex'));
    }
    assert.equal(sent.size, 1);
    assert.match([...sent].join(), new RegExp(Buffer.from('onemore').toString('hex')));
  });

  it('lets its writer wait while the daemon does not read', async () => {
    const peer = toDaemon();
    const stream = await open(peer, 2 ** 20);
    const piece = Buffer.alloc(2 ** 18);
    stream.write(frameHeader(2 ** 20));
    let written = 0;
    for (let index = 0; index < 4; index++) {
      stream.write(piece, () => {
        written += 1;
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(written < 4, 'all of it was taken');
    peer.daemon.resume();
    await new Promise<void>((resolve) => {
      stream.write(endOfStream, () => resolve());
    });
    assert.equal(written, 4);
  });

  it('ends as the socket does: with an answer, without one, with an error', async () => {
    const answered = toDaemon();
    const stream = await open(answered, 1);
    answered.daemon.end(stringFrame('created unikernel'));
    assert.deepEqual(
      Buffer.concat(await Array.fromAsync(stream)),
      stringFrame('created unikernel'),
    );
    const failing = toDaemon();
    const failed = await open(failing, 1);
    const reason = new Error('read ECONNRESET');
    failing.ours.destroy(reason);
    await assert.rejects(Array.fromAsync(failed), reason);
    const closing = toDaemon();
    const closed = await open(closing, 1);
    closing.ours.destroy();
    await assert.rejects(Array.fromAsync(closed), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  it('destroys the socket with itself', async () => {
    const peer = toDaemon();
    const stream = await open(peer, 1);
    stream.destroy();
    assert.ok(peer.ours.destroyed);
  });
});
