import assert from 'node:assert/strict';
import { HandshakeLimiter } from '../../src/host-client/handshake-limiter.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** A limiter whose 64 turns are taken by handshakes that end by hand. */
async function busyLimiter() {
  const time = new ManualTime();
  const limiter = new HandshakeLimiter(time.timer);
  const ends = Array.from({ length: 64 }, () => Promise.withResolvers<string>());
  const handshakes = ends.map(({ promise }) => limiter.limit(() => promise));
  await settle();
  return { time, limiter, ends, handshakes };
}

describe('handshakes over all hosts', () => {
  it('are 64 at once; the next begins when one has ended, and says so', async () => {
    const { limiter, ends } = await busyLimiter();
    const bound = new AbortController();
    let begun = false;
    limiter.onceBegun(bound.signal, () => {
      begun = true;
    });
    const next = limiter.limit(async () => 'done', bound.signal);
    await settle();
    assert.equal(begun, false);
    ends[0]?.resolve('first');
    assert.equal(await next, 'done');
    assert.equal(begun, true);
  });

  it('hold up the others for 2 s at most, and come to their own end', async () => {
    const { time, limiter, ends, handshakes } = await busyLimiter();
    const next = limiter.limit(async () => 'done');
    await time.pass(2_000);
    assert.equal(await next, 'done');
    ends[0]?.resolve('late');
    assert.equal(await handshakes[0], 'late');
  });

  it('make room when they fail', async () => {
    const { limiter, ends, handshakes } = await busyLimiter();
    ends[0]?.reject(new Error('refused'));
    await assert.rejects(handshakes[0] ?? Promise.resolve(), { message: 'refused' });
    assert.equal(await limiter.limit(async () => 'done'), 'done');
  });

  it('are not waited for by who has left', async () => {
    const { limiter } = await busyLimiter();
    const leaving = new AbortController();
    let begun = false;
    const next = limiter.limit(async () => {
      begun = true;
    }, leaving.signal);
    leaving.abort(new Error('gone'));
    await assert.rejects(next, { message: 'gone' });
    assert.equal(begun, false);
  });
});
