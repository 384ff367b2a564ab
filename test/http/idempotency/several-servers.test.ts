import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../src/http/idempotency/keepable.ts';
import { claim, useOnce } from './support/use-once.ts';

describe('what is done once on several servers', () => {
  const { clock, database, isDone, once } = useOnce();

  const ended = new Set<string>();
  beforeEach(() => ended.clear());

  const serverOf = (id: string) => {
    const inPlaceOf = async (other: string, work: () => Promise<void>) => {
      if (ended.has(other)) await work();
    };
    return new Idempotency(database(), clock, { id, inPlaceOf });
  };
  /** Begins something on a server that never finishes it. */
  const begin = async (id: string) => {
    const begun = Promise.withResolvers<void>();
    const never = new Promise<Outcome>(() => {});
    void serverOf(id).once(claim({ key: id }), () => {
      begun.resolve();
      return never;
    });
    await begun.promise;
  };
  const isRunning = (key: string) =>
    once({ key }).then(
      () => false,
      (error) => error instanceof Problem && error.code === 'request-running',
    );

  it('is forgotten at the start of the one that was doing it, and of those that have ended', async () => {
    for (const id of ['one', 'two', 'three']) await begin(id);
    await once({ key: 'done' });
    ended.add('two');
    await serverOf('one').forgetRunning();
    const running = [await isRunning('one'), await isRunning('two'), await isRunning('three')];
    assert.deepEqual(running, [false, false, true]);
    assert.ok(!(await isDone({ key: 'done' })), 'an answer is kept');
  });

  // Equivalent: src/http/idempotency/idempotency.ts, `const left = await em.find(…, others, {
  // fields: ['owner'] });` → `const left = await em.find(…, others, {});`: it reads what is not
  // looked at.
  it('is forgotten later where another server has ended, but never its own', async () => {
    for (const id of ['one', 'two', 'three']) await begin(id);
    ended.add('one').add('two');
    await serverOf('one').forgetLeft();
    const running = [await isRunning('one'), await isRunning('two'), await isRunning('three')];
    assert.deepEqual(running, [true, false, true]);
  });
});
