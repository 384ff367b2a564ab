import assert from 'node:assert/strict';
import type { ReadingSteps } from '../../src/host-client/list-reading.ts';
import { SharedList } from '../../src/host-client/shared-list.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** A list whose readings are let go on by hand. */
function handList({ servesFor = 5_000 } = {}) {
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
    servesFor,
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

  describe('that was read a moment ago, where it is not waited for long', () => {
    /** One that was read, so many milliseconds ago. */
    async function readBefore(age: number, options?: Parameters<typeof handList>[0]) {
      const hand = handList(options);
      const first = hand.list.getWithin(2_000);
      hand.at(0).resolve('old');
      await first;
      await hand.time.pass(age);
      return hand;
    }

    it('is handed out as it is, and read anew from half of its time on', async () => {
      const { list, readings, time, at } = await readBefore(2_499);
      assert.equal(await list.getWithin(2_000), 'old');
      assert.equal(readings.length, 1);
      await time.pass(1);
      assert.equal(await list.getWithin(2_000), 'old');
      await time.pass(2_499);
      assert.equal(await list.getWithin(2_000), 'old');
      assert.equal(readings.length, 2);
      at(1).resolve('new');
      await settle();
      assert.equal(await list.getWithin(2_000), 'new');
    });

    it('is waited for from 5 s on', async () => {
      const { list, at } = await readBefore(5_000);
      const answer = list.getWithin(2_000);
      at(1).resolve('new');
      assert.equal(await answer, 'new');
    });

    it('is waited for from 1 s on where others change the host, too', async () => {
      const { list, at } = await readBefore(1_000, { servesFor: 1_000 });
      const answer = list.getWithin(2_000);
      at(1).resolve('new');
      assert.equal(await answer, 'new');
    });

    it('is waited for where the host was changed since', async () => {
      const { list, at, change } = await readBefore(0);
      change();
      const answer = list.getWithin(2_000);
      at(1).resolve('with the change');
      assert.equal(await answer, 'with the change');
    });

    it('is handed out although it could not be read anew', async () => {
      const { list, at } = await readBefore(3_000);
      assert.equal(await list.getWithin(2_000), 'old');
      at(1).reject(new Error('lost'));
      await settle();
      assert.equal(await list.getWithin(2_000), 'old');
    });

    it('is the one whose reading began last, whichever ends last', async () => {
      const { list, at } = await readBefore(0);
      const [earlier, later] = [list.getAnew(), list.getAnew()];
      at(2).resolve('later');
      at(1).resolve('earlier');
      assert.deepEqual(await Promise.all([earlier, later]), ['earlier', 'later']);
      assert.equal(await list.getWithin(2_000), 'later');
    });
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
