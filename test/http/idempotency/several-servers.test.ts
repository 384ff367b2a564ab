import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import type { Replica } from '../../../src/database/replica.ts';
import { IdempotencyRecord } from '../../../src/http/idempotency/entity.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../src/http/idempotency/keepable.ts';
import { claim, useOnce } from './support/use-once.ts';

describe('what is done once on several servers', () => {
  const { clock, setClock, database, isDone, once } = useOnce();

  const ended = new Set<string>();
  beforeEach(() => ended.clear());

  const serverOf = (id: string) => {
    const inPlaceOf: Replica['inPlaceOf'] = async (other, work) => {
      if (ended.has(other)) await work(new AbortController().signal);
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
    const one = serverOf('one');
    await one.forgetRunning();
    await one.forgetLeft();
    const running = [await isRunning('one'), await isRunning('two'), await isRunning('three')];
    assert.deepEqual(running, [false, false, true]);
    assert.ok(!(await isDone({ key: 'done' })), 'an answer is kept');
  });

  it('is forgotten later where another server has ended, but never its own', async () => {
    for (const id of ['one', 'two', 'three']) await begin(id);
    ended.add('one').add('two');
    const one = serverOf('one');
    await one.forgetLeft();
    await one.forgetLeft();
    const running = [await isRunning('one'), await isRunning('two'), await isRunning('three')];
    assert.deepEqual(running, [true, false, true]);
  });

  it('is not forgotten at once, where the other one may only have lost its locks', async () => {
    await begin('two');
    ended.add('two');
    const one = serverOf('one');
    await one.forgetRunning();
    await begin('three');
    ended.add('three');
    await one.forgetLeft();
    assert.deepEqual([await isRunning('two'), await isRunning('three')], [false, true]);
  });

  it('is not forgotten either where it was begun anew since', async () => {
    await begin('two');
    ended.add('two');
    const one = serverOf('one');
    await one.forgetLeft();
    await database().em().nativeDelete(IdempotencyRecord, {});
    setClock(new Date(clock().getTime() + 1));
    await begin('two');
    await one.forgetLeft();
    assert.ok(await isRunning('two'));
  });
});
