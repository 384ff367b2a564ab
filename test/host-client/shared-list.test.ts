import assert from 'node:assert/strict';
import type { ReadingSteps } from '../../src/host-client/list-reading.ts';
import { SharedList } from '../../src/host-client/shared-list.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** A list whose readings are let go on by hand. */
function handList() {
  const time = new ManualTime();
  const readings: (PromiseWithResolvers<string> & { readonly steps: ReadingSteps })[] = [];
  let revision = 0;
  const list = new SharedList<string>({
    read: (steps) => {
      const reading = { ...Promise.withResolvers<string>(), steps };
      readings.push(reading);
      return reading.promise;
    },
    revision: () => revision,
    tooSlow: (patience) => new Error(`not within ${patience}`),
    clock: time.clock,
    timer: time.timer,
  });
  const at = (index: number) => {
    const reading = readings[index];
    assert.ok(reading, `there is no reading ${index}`);
    return reading;
  };
  const change = () => {
    revision += 1;
  };
  return { time, list, readings, at, change };
}

describe('a list that all share', () => {
  it('is read once for all who ask while it is read', async () => {
    const { list, readings, at } = handList();
    const answers = [list.get(), list.get(), list.getWithin(2_000)];
    at(0).resolve('all');
    assert.deepEqual(await Promise.all(answers), ['all', 'all', 'all']);
    assert.equal(readings.length, 1);
  });

  it('is handed out for less than a second, then read anew', async () => {
    const { time, list, readings, at } = handList();
    const first = list.get();
    at(0).resolve('old');
    await first;
    await time.pass(999);
    assert.equal(await list.get(), 'old');
    await time.pass(1);
    const second = list.get();
    at(1).resolve('new');
    assert.equal(await second, 'new');
    assert.equal(readings.length, 2);
  });

  it('is read anew where the clock was set back since', async () => {
    const { time, list, readings, at } = handList();
    const first = list.get();
    at(0).resolve('old');
    await first;
    time.setBack(3_600_000);
    const second = list.get();
    at(1).resolve('new');
    assert.equal(await second, 'new');
    assert.equal(readings.length, 2);
  });

  it('is never older than the last change, even where it was being read then', async () => {
    const { list, at, change } = handList();
    const before = list.get();
    change();
    const after = list.get();
    at(1).resolve('with the change');
    at(0).resolve('without');
    assert.deepEqual(await Promise.all([before, after]), ['without', 'with the change']);
    assert.equal(await list.get(), 'with the change');
  });

  it('goes on being read for the others when one leaves', async () => {
    const { list, at } = handList();
    const leaving = new AbortController();
    const left = list.get(leaving.signal);
    const stayed = list.get();
    leaving.abort(new Error('gone'));
    await assert.rejects(left, { message: 'gone' });
    at(0).resolve('all');
    assert.equal(await stayed, 'all');
  });

  it('does not keep a failure', async () => {
    const { list, at } = handList();
    const first = list.get();
    at(0).reject(new Error('lost'));
    await assert.rejects(first, { message: 'lost' });
    const second = list.get();
    at(1).resolve('all');
    assert.equal(await second, 'all');
  });

  it('is waited for from its handshake on, not while others have theirs', async () => {
    const { time, list, at } = handList();
    const answer = list.getWithin(2_000);
    at(0).steps.slotTaken();
    await time.pass(60_000);
    at(0).steps.begun();
    await time.pass(1_999);
    at(0).resolve('all');
    assert.equal(await answer, 'all');
    await settle();
    assert.deepEqual(time.due, []);
  });

  it('is given up when the handshake was so long ago, by a late comer at once', async () => {
    const { time, list, at } = handList();
    const first = assert.rejects(list.getWithin(2_000), { message: 'not within 2000' });
    at(0).steps.slotTaken();
    at(0).steps.begun();
    await time.pass(2_000);
    await first;
    const late = assert.rejects(list.getWithin(2_000), { message: 'not within 2000' });
    await time.pass(0);
    await late;
  });

  it('is given up where it finds no slot for so long', async () => {
    const { time, list } = handList();
    const answer = assert.rejects(list.getWithin(2_000), { message: 'not within 2000' });
    await time.pass(2_000);
    await answer;
    await settle();
    assert.deepEqual(time.due, []);
  });
});
