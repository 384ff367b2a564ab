import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import type { Timer } from '../../src/base/timer.ts';
import { breakOffStalled } from '../../src/http/stalled-answers.ts';
import { settle } from '../hosts/support/manual-time.ts';
import { BusyClient } from './support/busy-client.ts';

/** Milliseconds between two looks. */
const interval = 1_000;
const min = { octets: 1, over: 20 * interval };

function* endless() {
  for (;;) yield Buffer.alloc(65_536);
}

describe('a streamed answer, behind an event loop that was held up', () => {
  const server = createServer();
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  it('goes on when its client took it in meanwhile', async () => {
    const asked = once(server, 'request');
    await using client = await BusyClient.ask(server);
    const [, answer] = await asked;
    const { socket } = answer;
    let now = 0;
    let look = () => {};
    const timer: Timer = (_milliseconds, action) => {
      look = action;
      return { [Symbol.dispose]: () => {} };
    };
    breakOffStalled(answer, min, { timer, clock: () => now });
    const content = Readable.from(endless(), { objectMode: false });
    content.pipe(answer);
    const pass = async () => {
      now += interval;
      look();
      for (let turn = 0; turn < 3; turn += 1) await settle();
    };

    const sent = () => socket.bytesWritten - socket.writableLength;
    for (let before = -1, turns = 0; turns < 20; turns += 1, await settle()) {
      if (sent() !== before) turns = 0;
      before = sent();
    }
    for (let looks = 0; looks < 40; looks += 1) await pass();
    assert(!answer.destroyed, 'not before it is late');
    client.holdUpUntilTaken(sent());
    await pass();
    assert(!answer.destroyed);
    await pass();
    assert(!answer.destroyed);
    content.destroy();
    answer.destroy();
  });
});
