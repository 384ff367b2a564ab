import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { reply, useOnce } from './support/use-once.ts';

const hour = 3600_000;

describe('the answer to what is done once', () => {
  const { clock, idempotency, isDone, once, setClock } = useOnce();

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

  it('is kept of a thousand refusals of an account in an hour', async () => {
    const refuse = (key: string) => once({ key }, { status: 409 }, { problem: 'name-taken' });
    for (let n = 0; n < 1_000; n += 1) await refuse(`r${n}`);
    assert.equal(await isDone({ key: 'r999' }), false);
    await refuse('more');
    assert.equal(await isDone({ key: 'more' }), true);
    setClock(new Date(clock().getTime() + hour));
    await refuse('later');
    assert.equal(await isDone({ key: 'later' }), false);
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
      setClock(new Date(clock().getTime() + 24 * hour));
      assert.ok(!(await isDone()), 'it is kept to the end of the day');
      setClock(new Date(clock().getTime() + 1));
      assert.ok(await isDone());
      assert.ok(await isDone({ key: 'l' }));
    });

    it('is purged', async () => {
      const earlier = clock();
      await once();
      setClock(new Date(clock().getTime() + 24 * hour));
      await once({ key: 'l' });
      await idempotency().purge();
      assert.ok(!(await isDone()));
      setClock(new Date(clock().getTime() + 1));
      await idempotency().purge();
      setClock(earlier);
      assert.ok(await isDone());
      assert.ok(!(await isDone({ key: 'l' })));
    });
  });
});
