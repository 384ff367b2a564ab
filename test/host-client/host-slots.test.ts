import assert from 'node:assert/strict';
import { HostSlots } from '../../src/host-client/host-slots.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** Two slots, both taken. */
async function fullSlots() {
  const time = new ManualTime();
  const slots = new HostSlots('one', 2, time.timer);
  const leave = Promise.withResolvers<void>();
  const inside = [1, 2].map(() => slots.run(() => leave.promise));
  await settle();
  return { time, slots, leave: leave.resolve, inside };
}

describe('the slots of a host', () => {
  it('let as many in as there are, and the next when one comes free', async () => {
    const { slots, leave, inside } = await fullSlots();
    let entered = false;
    const third = slots.run(async () => {
      entered = true;
    });
    await settle();
    assert.equal(entered, false);
    leave();
    await Promise.all([...inside, third]);
    assert.equal(entered, true);
  });

  it('are waited for 30 s, then the host is busy and says when to come back', async () => {
    const { time, slots } = await fullSlots();
    let entered = false;
    const third = slots.run(async () => {
      entered = true;
    });
    const refused = assert.rejects(third, { code: 'host-busy', headers: { 'Retry-After': '5' } });
    await time.pass(30_000);
    await refused;
    assert.equal(entered, false);
  });

  it('are not waited for by who has left', async () => {
    const { slots } = await fullSlots();
    const leaving = new AbortController();
    const third = slots.run(async () => {}, leaving.signal);
    leaving.abort(new Error('gone'));
    await assert.rejects(third, { message: 'gone' });
  });

  it('are kept by what has begun, whoever leaves and however long it takes', async () => {
    const { time, slots } = await fullSlots();
    const free = new HostSlots('one', 1, time.timer);
    const leaving = new AbortController();
    const end = Promise.withResolvers<string>();
    const running = free.run(() => end.promise, leaving.signal);
    await settle();
    leaving.abort();
    await time.pass(60_000);
    end.resolve('done');
    assert.equal(await running, 'done');
    assert.ok(slots);
  });
});
