import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Problem } from '../../../src/base/errors.ts';
import type { Timer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { type Claim, Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../src/http/idempotency/keepable.ts';
import type { Reply } from '../../../src/http/reply.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { tokenActor } from '../../support/actors.ts';

const hour = 3600_000;
const reply: Reply = { status: 201, headers: { 'content-type': 'text/plain' }, body: 'done' };

const done = (answer: Reply): Outcome => ({ reply: answer, problem: null, whole: true });

describe('what is done once', () => {
  let database: Database;
  let now: Date;
  let runs: number;
  let idempotency: Idempotency;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    now = new Date('2026-11-22T12:00:00Z');
    runs = 0;
    idempotency = new Idempotency(database, () => now);
  });
  afterEach(() => database.close());

  const claim = (change: Partial<Claim> = {}): Claim => ({
    caller: tokenActor([]),
    key: 'k',
    asked: ['POST', '/runs'],
    showsSecret: false,
    ...change,
  });
  const once = (
    change: Partial<Claim> = {},
    answer: Partial<Reply> = {},
    outcome: Partial<Outcome> = {},
  ) =>
    idempotency.once(claim(change), async () => {
      runs += 1;
      return { ...done({ ...reply, ...answer }), ...outcome };
    });
  /** Whether it is done anew, and not answered from memory. */
  const isDone = async (change: Partial<Claim> = {}) => {
    const before = runs;
    await once(change);
    return runs > before;
  };

  it('is answered a second time as the first', async () => {
    assert.deepEqual(await once(), reply);
    assert.deepEqual(await once({}, { status: 202 }), reply);
    const nothing: Reply = { status: 204, headers: {}, body: null };
    assert.deepEqual(await once({ key: 'l' }, nothing), nothing);
    assert.deepEqual(await once({ key: 'l' }), nothing);
    assert.equal(runs, 2);
  });

  for (const [what, change] of [
    ['another key', { key: 'l' }],
    ['another account', { caller: tokenActor([], { account: 'bob' }) }],
    ['another kind of credential', { caller: withCredential({ kind: 'session' }) }],
    ['another credential', { caller: withCredential({ id: 'other' }) }],
  ] as const) {
    it(`is another thing for ${what}`, async () => {
      await once();
      assert.ok(await isDone(change));
      assert.ok(!(await isDone()));
    });
  }

  for (const asked of [['POST', '/runs', ''], ['POST/runs'], ['PUT', '/runs'], []]) {
    it(`is refused under a key of something else [${asked.join(' ')}]`, async () => {
      await once();
      const detail = 'This Idempotency-Key was used for another request. Take a new one.';
      await assert.rejects(once({ asked }), { code: 'idempotency-mismatch', detail });
    });
  }

  for (const key of ['!', '~', 'a-key:1', 'x'.repeat(255)]) {
    it(`takes a key [${key.slice(0, 10)}]`, async () => assert.ok(await isDone({ key })));
  }

  for (const key of ['', ' ', ' k', 'k ', 'two words', '\x7f', 'é', 'x'.repeat(256)]) {
    it(`refuses what is no key [${key.slice(0, 10)}]`, async () => {
      const detail = 'An Idempotency-Key is 1 to 255 visible characters of ASCII.';
      await assert.rejects(once({ key }), { code: 'malformed-request', detail });
      assert.equal(runs, 0);
    });
  }

  it('is refused while it is being done', async () => {
    const goOn = Promise.withResolvers<Outcome>();
    const begun = Promise.withResolvers<void>();
    const first = idempotency.once(claim(), () => {
      begun.resolve();
      return goOn.promise;
    });
    await begun.promise;
    await assert.rejects(once(), {
      code: 'request-running',
      detail: 'The first request of this Idempotency-Key is still running.',
      headers: { 'retry-after': '1' },
    });
    goOn.resolve(done(reply));
    assert.deepEqual(await first, reply);
    assert.ok(!(await isDone()));
  });

  it('may be asked for again where it failed', async () => {
    await once({ key: 'l' });
    const error = new Error('broken');
    const failing = idempotency.once(claim(), () => Promise.reject(error));
    await assert.rejects(failing, error);
    assert.ok(await isDone());
    assert.ok(!(await isDone({ key: 'l' })), 'nothing else is forgotten');
  });

  it('is not done where the database fails', async () => {
    const failing = Object.assign(database.em(), {
      insert: () => Promise.reject(new Error('full')),
    });
    const broken = new Idempotency({ ...database, em: () => failing }, () => now);
    const never = broken.once(claim(), () => assert.fail('it was done'));
    await assert.rejects(never, /full/);
  });

  it('may be asked for again where the first fails while a repeat looks it up', async () => {
    const failed = Promise.withResolvers<Outcome>();
    const first = idempotency.once(claim(), () => failed.promise);
    const em = () => {
      const own = database.em();
      const { findOne } = own;
      const findLate = async (...wanted: unknown[]) => {
        failed.reject(new Error('broken'));
        await assert.rejects(first, /broken/);
        return Reflect.apply(findOne, own, wanted);
      };
      return Object.assign(own, { findOne: findLate });
    };
    const late = new Idempotency({ ...database, em }, () => now);
    assert.deepEqual(await late.once(claim(), async () => done(reply)), reply);
    assert.ok(!(await isDone()));
  });

  for (const [what, answer, kept] of [
    ['a refusal', { status: 409 }, true],
    ['the last of the client’s errors', { status: 499 }, true],
    ['an error of ours', { status: 500 }, false],
    ['no body', { body: null }, true],
    ['octets', { body: Buffer.from('a') }, false],
    ['a stream', { body: Readable.from(['a']) }, false],
  ] as const) {
    it(`is ${kept ? 'kept' : 'not kept'} where the answer is ${what}`, async () => {
      await once({}, answer);
      assert.equal(await isDone(), !kept);
    });
  }

  for (const [what, outcome, kept] of [
    ['is a refusal of what came whole', { problem: 'name-taken' }, true],
    ['is to a body that did not come whole', { problem: 'name-taken', whole: false }, false],
    ['was done without all of the body', { whole: false }, true],
    ['says that the body broke off', { problem: 'upload-incomplete' }, false],
    ['says that the body was late', { problem: 'request-timeout' }, false],
    ['says that a volume is busy', { problem: 'volume-busy' }, false],
    ['says that a unikernel is busy', { problem: 'unikernel-busy' }, false],
    ['says that there were too many requests', { problem: 'too-many-requests' }, false],
  ] as const) {
    it(`is ${kept ? 'kept' : 'not kept'} where the answer ${what}`, async () => {
      await once({}, { status: outcome.problem ? 409 : 200 }, outcome);
      assert.equal(await isDone(), !kept);
    });
  }

  describe('while the database is away', () => {
    let isAway: boolean;
    let waiting: (() => void)[];
    let waits: number[];
    let flaky: Idempotency;
    beforeEach(() => {
      isAway = false;
      waiting = [];
      waits = [];
      const em = () => {
        if (isAway) throw new Error('away');
        return database.em();
      };
      const timer: Timer = (milliseconds, action) => {
        waits.push(milliseconds);
        waiting.push(action);
        return { [Symbol.dispose]: () => {} };
      };
      flaky = new Idempotency({ ...database, em }, () => now, undefined, timer);
    });
    afterEach(() => flaky.close());

    const comeBack = async () => {
      isAway = false;
      await again();
    };
    /** The next try is made, and has come to its end. */
    const again = async () => {
      while (waiting.length === 0) await setImmediate();
      waiting.shift()?.();
      for (let n = 0; n < 20; n += 1) await setImmediate();
    };

    it('fails, and may be asked for again once that is back', async () => {
      const failing = flaky.once(claim(), async () => {
        isAway = true;
        throw new Error('broken');
      });
      await assert.rejects(failing, /broken/);
      isAway = false;
      await assert.rejects(once(), { code: 'request-running' });
      isAway = true;
      await again();
      await comeBack();
      assert.ok(await isDone());
    });

    it('is answered, and answered so again once that is back', async () => {
      const answer = await flaky.once(claim(), async () => {
        isAway = true;
        return done(reply);
      });
      assert.deepEqual(answer, reply);
      await comeBack();
      assert.ok(!(await isDone()));
    });

    it('is tried at growing intervals, of half a minute at most, until it is closed', async () => {
      await flaky.once(claim(), async () => {
        isAway = true;
        return done(reply);
      });
      for (let n = 0; n < 7; n += 1) await again();
      assert.deepEqual(waits.slice(0, 7), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
      flaky.close();
    });

    it('is not taken by a record whose writing seemed to fail', async () => {
      const em = () => {
        const own = database.em();
        const { insert } = own;
        const insertAndFail = async (...row: unknown[]) => {
          await Reflect.apply(insert, own, row);
          throw new Error('connection lost');
        };
        return Object.assign(own, { insert: insertAndFail });
      };
      const broken = new Idempotency({ ...database, em }, () => now);
      await assert.rejects(
        broken.once(claim(), () => assert.fail('it was done')),
        /connection lost/,
      );
      assert.ok(await isDone());
    });
  });

  for (const [what, body, id] of [
    ['was about', JSON.stringify({ id: 's1', secret: 'hunter2' }), 's1'],
    ['was about, where that has no id', JSON.stringify({ secret: 'hunter2' }), null],
    ['was about, where its id is no text', JSON.stringify({ id: 7 }), null],
    ['was about, where it was nothing', null, null],
  ] as const) {
    it(`is told only what it ${what}, if it showed a secret`, async () => {
      await once({ showsSecret: true }, { body, status: 299 });
      const detail = 'The request was done. Its answer showed a secret, which is shown only once.';
      const told = { code: 'answer-not-kept', detail, facts: { id } };
      await assert.rejects(once({ showsSecret: true }), told);
    });
  }

  it('is answered as ever where it shows a secret only if it succeeds', async () => {
    const refused = { ...reply, status: 300 };
    await once({ showsSecret: true }, refused);
    assert.deepEqual(await once({ showsSecret: true }), refused);
  });

  describe('after a day', () => {
    it('may be asked for again, whether it was purged or not', async () => {
      await once();
      await once({ key: 'l' });
      now = new Date(now.getTime() + 24 * hour);
      assert.ok(!(await isDone()), 'it is kept to the end of the day');
      now = new Date(now.getTime() + 1);
      assert.ok(await isDone());
      assert.ok(await isDone({ key: 'l' }));
    });

    it('is purged', async () => {
      const earlier = now;
      await once();
      now = new Date(now.getTime() + 24 * hour);
      await once({ key: 'l' });
      await idempotency.purge();
      assert.ok(!(await isDone()));
      now = new Date(now.getTime() + 1);
      await idempotency.purge();
      now = earlier;
      assert.ok(await isDone());
      assert.ok(!(await isDone({ key: 'l' })));
    });
  });

  describe('on several servers', () => {
    const ended = new Set<string>();
    beforeEach(() => ended.clear());

    const serverOf = (id: string) => {
      const inPlaceOf = async (other: string, work: () => Promise<void>) => {
        if (ended.has(other)) await work();
      };
      return new Idempotency(database, () => now, { id, inPlaceOf });
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
});

/** Alice, with something else about the credential. */
function withCredential(change: { kind?: 'session'; id?: string }): Claim['caller'] {
  const { account, credential } = tokenActor([]);
  if (change.kind) return { account, credential: { kind: 'session', id: credential.id } };
  return { account, credential: { ...tokenCredential(), id: `${change.id}` } };
}

function tokenCredential() {
  const { credential } = tokenActor([]);
  assert.ok(credential.kind === 'token');
  return credential;
}
