import assert from 'node:assert/strict';
import { SharedWork } from '../../src/base/shared-work.ts';

const never = new AbortController().signal;

describe('work that several want', () => {
  let work: SharedWork<string>;
  let begun: AbortSignal[];
  let end: PromiseWithResolvers<string>;
  beforeEach(() => {
    work = new SharedWork();
    begun = [];
    end = Promise.withResolvers();
  });

  const join = (signal = never, what = 'this') =>
    work.join(what, signal, async (shared) => {
      begun.push(shared);
      return await end.promise;
    });

  it('is begun once for all of them', async () => {
    const all = [join(), join(), join(never, 'that')];
    assert.equal(begun.length, 2);
    end.resolve('done');
    assert.deepEqual(await Promise.all(all), ['done', 'done', 'done']);
  });

  it('is begun anew when it is over, also where it failed', async () => {
    const [one, other] = [join(), join()];
    end.reject(new Error('failed'));
    await assert.rejects(one, /failed/);
    await assert.rejects(other, /failed/);
    end = Promise.withResolvers();
    end.resolve('done');
    assert.equal(await join(), 'done');
    assert.equal(begun.length, 2);
  });

  it('goes on when one of them leaves, and ends with the last', async () => {
    const leaving = [new AbortController(), new AbortController()];
    const waiting = leaving.map(({ signal }) => assert.rejects(join(signal), /left/));
    leaving[0]?.abort(new Error('left'));
    await waiting[0];
    assert.equal(begun[0]?.aborted, false);
    leaving[1]?.abort(new Error('left'));
    await waiting[1];
    assert.equal(begun[0]?.aborted, true);
    end.resolve('done');
    assert.equal(await join(), 'done');
    assert.equal(begun.length, 2);
  });

  it('is not begun for who has left', async () => {
    await assert.rejects(join(AbortSignal.abort(new Error('left'))), /left/);
    assert.equal(begun.length, 0);
  });
});
