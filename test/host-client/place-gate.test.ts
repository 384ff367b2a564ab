import assert from 'node:assert/strict';
import { PlaceGate } from '../../src/host-client/place-gate.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** A gate of two places, both taken. */
async function fullGate() {
  const time = new ManualTime();
  const gate = new PlaceGate('one', 2, time.timer);
  const leave = Promise.withResolvers<void>();
  const inside = [1, 2].map(() => gate.run(() => leave.promise));
  await settle();
  return { time, gate, leave: leave.resolve, inside };
}

describe('the places of a host', () => {
  it('let as many in as there are, and the next when one comes free', async () => {
    const { gate, leave, inside } = await fullGate();
    let entered = false;
    const third = gate.run(async () => {
      entered = true;
    });
    await settle();
    assert.equal(entered, false);
    leave();
    await Promise.all([...inside, third]);
    assert.equal(entered, true);
  });

  it('are waited for 30 s, then the host is busy and says when to come back', async () => {
    const { time, gate } = await fullGate();
    let entered = false;
    const third = gate.run(async () => {
      entered = true;
    });
    const refused = assert.rejects(third, { code: 'host-busy', headers: { 'Retry-After': '5' } });
    await time.pass(30_000);
    await refused;
    assert.equal(entered, false);
  });

  it('are not waited for by who has left', async () => {
    const { gate } = await fullGate();
    const leaving = new AbortController();
    const third = gate.run(async () => {}, leaving.signal);
    leaving.abort(new Error('gone'));
    await assert.rejects(third, { message: 'gone' });
  });

  it('are kept by what has begun, whoever leaves and however long it takes', async () => {
    const { time, gate } = await fullGate();
    const free = new PlaceGate('one', 1, time.timer);
    const leaving = new AbortController();
    const end = Promise.withResolvers<string>();
    const running = free.run(() => end.promise, leaving.signal);
    await settle();
    leaving.abort();
    await time.pass(60_000);
    end.resolve('done');
    assert.equal(await running, 'done');
    assert.ok(gate);
  });
});
