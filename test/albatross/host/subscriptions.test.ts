import assert from 'node:assert/strict';
import { formatName, parseName } from '../../../src/albatross/names.ts';
import { alice } from '../support/authorities.ts';
import { answering, failureFrame, frameOf, stringFrame, successFrame } from '../support/frames.ts';
import { hello } from '../support/samples.ts';
import { ScriptedHost } from '../support/scripted-host.ts';
import { sample } from '../support/stats-sample.ts';
import { describeTransports } from './support/transport-kinds.ts';

const timestamp = new Date('2026-11-22T12:00:00.123Z');
const lineFrame = (line: string) =>
  frameOf({ type: 'data', data: { type: 'console', timestamp, line } }, parseName('alice:hello'));
const greeting = stringFrame('subscribed');
const start = { count: 1024 };

describeTransports("a unikernel's console", (transportKind) => {
  it('is greeted first and then gives line after line', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(Buffer.concat([greeting, lineFrame('one'), lineFrame('two')]));
    }, transportKind);
    const console = await peer.client().console(hello, start);
    assert.equal(console.greeting, 'subscribed');
    const lines: string[] = [];
    for await (const { line, timestamp: at } of console) {
      assert.deepEqual(at, timestamp);
      lines.push(line);
      if (lines.length === 2) break;
    }
    assert.deepEqual(lines, ['one', 'two']);
    assert.deepEqual(peer.commands, [{ type: 'console-subscribe', start }]);
    await peer.idle();
  });

  it('may be silent for ever, but not before the greeting', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(greeting);
      setTimeout(() => socket.write(lineFrame('late')), 1_500);
    }, transportKind);
    const console = await peer.client({ replyTimeout: 1_000 }).console(hello, start);
    for await (const { line } of console) {
      assert.equal(line, 'late');
      break;
    }
    await using silent = await ScriptedHost.start(() => {}, transportKind);
    await assert.rejects(silent.client({ replyTimeout: 50 }).console(hello, start), {
      phase: 'reply',
    });
    await silent.idle();
  });

  it('fails at once in the words of the host', async () => {
    await using peer = await ScriptedHost.start(
      answering(failureFrame('no console')),
      transportKind,
    );
    await assert.rejects(peer.client().console(hello, start), { words: 'no console' });
    await using closing = await ScriptedHost.start(answering(), transportKind);
    await assert.rejects(closing.client().console(hello, start), { code: 'silent-close' });
  });

  it('gives what has arrived before it fails with what the host said last', async () => {
    const last = failureFrame('exception while reading from fd');
    await using peer = await ScriptedHost.start(
      answering(greeting, lineFrame('one'), last),
      transportKind,
    );
    const console = await peer.client().console(hello, start);
    const lines: string[] = [];
    const reading = async () => {
      for await (const { line } of console) lines.push(line);
    };
    await assert.rejects(reading(), { words: 'exception while reading from fd' });
    assert.deepEqual(lines, ['one']);
    await peer.idle();
  });

  it('fails when the host closes, or sends something else', async () => {
    await using peer = await ScriptedHost.start(answering(greeting), transportKind);
    const closed = await peer.client().console(hello, start);
    await assert.rejects(Array.fromAsync(closed), { code: 'transport' });
    await using other = await ScriptedHost.start(
      answering(greeting, successFrame({ type: 'empty' })),
      transportKind,
    );
    const strange = await other.client().console(hello, start);
    await assert.rejects(Array.fromAsync(strange), { code: 'unexpected-reply' });
  });

  it('ends well when its owner closes it, with what has arrived', async () => {
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(Buffer.concat([greeting, lineFrame('one')]));
    }, transportKind);
    const console = await peer.client().console(hello, start);
    console.close();
    assert.deepEqual(await Array.fromAsync(console, ({ line }) => line), ['one']);
    await peer.idle();
  });

  it("fails with the signal's reason", async () => {
    await using peer = await ScriptedHost.start(
      (socket) => void socket.write(greeting),
      transportKind,
    );
    const abort = new AbortController();
    const console = await peer.client().console(hello, start, { signal: abort.signal });
    const reading = Array.fromAsync(console);
    abort.abort(new Error('enough'));
    await assert.rejects(reading, { message: 'enough' });
    await peer.idle();
  });

  it('lets the host wait while nobody reads, and loses no line', async () => {
    const count = 5000;
    const lines = Array.from({ length: count }, (_, index) => lineFrame(`line ${index}`));
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(greeting);
      socket.write(Buffer.concat(lines));
    }, transportKind);
    const console = await peer.client().console(hello, start);
    let read = 0;
    for await (const { line } of console) {
      assert.equal(line, `line ${read}`);
      read += 1;
      if (read % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      if (read === count) break;
    }
    await peer.idle();
  });
});

describeTransports("a host's stats", (transportKind) => {
  it('go on behind messages that only later releases know, as a console does', async () => {
    const [started, other] = [2, 17].map((tag) =>
      frameOf({ type: 'data', data: { type: 'unknown', tag, octets: Buffer.from([5, 0]) } }),
    );
    const known = frameOf(
      { type: 'data', data: { type: 'stats', stats: sample } },
      parseName(':hello'),
    );
    const octets = [greeting, started, lineFrame('one'), other, known, lineFrame('two')];
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(Buffer.concat(octets.map((frame) => frame ?? Buffer.alloc(0))));
    }, transportKind);
    for await (const { value } of await peer.client().stats([alice])) {
      assert.deepEqual(value, sample);
      break;
    }
    const lines: string[] = [];
    for await (const { line } of await peer.client().console(hello, start)) {
      lines.push(line);
      if (lines.length === 2) break;
    }
    assert.deepEqual(lines, ['one', 'two']);
    await peer.idle();
  });

  it('are samples under names seen from the root', async () => {
    const frame = frameOf(
      { type: 'data', data: { type: 'stats', stats: sample } },
      parseName(':hello'),
    );
    await using peer = await ScriptedHost.start((socket) => {
      socket.write(Buffer.concat([greeting, frame]));
    }, transportKind);
    const stats = await peer.client().stats([alice]);
    for await (const { name, value } of stats) {
      assert.equal(formatName(name), 'alice:hello');
      assert.deepEqual(value, sample);
      break;
    }
    await peer.idle();
  });
});
