import assert from 'node:assert/strict';
import type { Claim } from '../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../src/http/idempotency/keepable.ts';
import type { Reply } from '../../../src/http/reply.ts';
import { tokenActor } from '../../support/actors.ts';
import { claim, done, reply, useOnce } from './support/use-once.ts';

describe('what is done once', () => {
  const { idempotency, isDone, once, runs } = useOnce();

  it('is answered a second time as the first', async () => {
    assert.deepEqual(await once(), reply);
    assert.deepEqual(await once({}, { status: 202 }), reply);
    const nothing: Reply = { status: 204, headers: {}, body: null };
    assert.deepEqual(await once({ key: 'l' }, nothing), nothing);
    assert.deepEqual(await once({ key: 'l' }), nothing);
    assert.equal(runs(), 2);
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
      assert.equal(runs(), 0);
    });
  }

  it('is refused while it is being done', async () => {
    const goOn = Promise.withResolvers<Outcome>();
    const begun = Promise.withResolvers<void>();
    const first = idempotency().once(claim(), () => {
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
