import assert from 'node:assert/strict';
import { AccountLimit } from '../../src/base/account-limit.ts';

describe('how much of an account is in work at once', () => {
  let limit: AccountLimit;
  let begun: string[];
  const { signal } = new AbortController();
  beforeEach(() => {
    limit = new AccountLimit({ ofAccount: 1, ofAll: 2 });
    begun = [];
  });

  /** Work that ends when it is told to. */
  const work = (account: string, name = account, until = signal) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const done = limit.within(account, until, () => {
      begun.push(name);
      return promise;
    });
    return { done, end: () => resolve(name) };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('is its share, and all accounts have no more than there is', async () => {
    const first = work('alice', 'first');
    const second = work('alice', 'second');
    const other = work('bob');
    const third = work('carol');
    await settle();
    assert.deepEqual(begun, ['first', 'bob']);
    for (const { end, done } of [other, third, first, second]) {
      end();
      await done;
    }
    assert.deepEqual(begun, ['first', 'bob', 'carol', 'second']);
  });

  it('is let go by whoever leaves while it waits', async () => {
    const first = work('alice', 'first');
    const left = new AbortController();
    const waiting = work('alice', 'second', left.signal);
    left.abort(new Error('left'));
    await assert.rejects(waiting.done, /left/);
    first.end();
    await first.done;
    const next = work('alice', 'next');
    next.end();
    await next.done;
    assert.deepEqual(begun, ['first', 'next']);
  });

  it('is held until what was begun has ended, also by whoever leaves', async () => {
    const left = new AbortController();
    const first = work('alice', 'first', left.signal);
    await settle();
    left.abort(new Error('left'));
    const second = work('alice', 'second');
    await settle();
    assert.deepEqual(begun, ['first']);
    first.end();
    assert.equal(await first.done, 'first');
    second.end();
    await second.done;
  });

  it('does not wait in whatever number, nor for whatever time', async () => {
    const late: (() => void)[] = [];
    const timer = (_: number, action: () => void) => {
      late.push(action);
      return { [Symbol.dispose]: () => {} };
    };
    const waiting = { ofAccount: 1, milliseconds: 1000 };
    limit = new AccountLimit({ ofAccount: 1, ofAll: 2, waiting }, timer);
    const first = work('alice', 'first');
    await settle();
    const second = work('alice', 'second');
    await assert.rejects(work('alice', 'third').done, { code: 'too-many-at-once' });
    late[1]?.();
    await assert.rejects(second.done, { code: 'too-many-at-once' });
    const fourth = work('alice', 'fourth');
    first.end();
    fourth.end();
    await Promise.all([first.done, fourth.done]);
    assert.deepEqual(begun, ['first', 'fourth']);
  });
});
