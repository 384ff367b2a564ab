import assert from 'node:assert/strict';
import type { OutgoingRequest } from '../../src/outgoing/send.ts';
import { startHeartbeat } from '../../src/server/heartbeat.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

const url = new URL('https://hc.example.org/ping/not-to-be-told');
const minute = 60_000;

describe('the heartbeat', () => {
  const open = new AsyncDisposableStack();
  let time: ManualTime;
  let asked: OutgoingRequest[];
  let reported: string[];
  let status: number;
  let failing: Error | null;
  let goesRound: boolean;
  /** Milliseconds that the event loop stood still. */
  let stood: number;

  beforeEach(() => {
    [time, asked, reported] = [new ManualTime(), [], []];
    [status, failing, goesRound, stood] = [200, null, true, 0];
    open.use(
      startHeartbeat({
        ...{ url, timer: time.timer, now: () => time.now() + stood },
        send: async (request) => {
          asked.push(request);
          return { status, headers: {}, body: Buffer.alloc(0) };
        },
        checkDatabase: async () => {
          if (failing) throw failing;
        },
        goesRound: () => goesRound,
        report: (error, what) => reported.push(`${what}: ${Object(error).message}`),
      }),
    );
  });
  after(() => open.disposeAsync());

  it('asks each minute while all is well', async () => {
    await time.pass(3 * minute);
    assert.deepEqual(
      asked.map(({ url: { href } }) => href),
      Array(3).fill(url.href),
    );
    assert.deepEqual(reported, []);
  });

  it('does not ask while the database takes no writes, and goes on then', async () => {
    failing = new Error('the disk is full');
    await time.pass(2 * minute);
    assert.equal(asked.length, 0);
    assert.match(reported[0] ?? '', /the disk is full/);
    failing = null;
    await time.pass(minute);
    assert.equal(asked.length, 1);
  });

  it('does not ask while nobody looks at the hosts', async () => {
    goesRound = false;
    await time.pass(minute);
    assert.deepEqual([asked.length, reported.length], [0, 1]);
  });

  it('does not ask when the event loop stood still', async () => {
    stood = 6_000;
    await time.pass(minute);
    assert.equal(asked.length, 0);
    await time.pass(minute);
    assert.equal(asked.length, 1);
  });

  for (const [what, answer] of [
    ['it is refused', 404],
    ['it is redirected', 301],
  ] as const) {
    it(`says where ${what}, and not by which address`, async () => {
      status = answer;
      await time.pass(minute);
      assert.match(reported[0] ?? '', new RegExp(`${answer}`));
      assert.doesNotMatch(reported.join(), /not-to-be-told/);
    });
  }
});
