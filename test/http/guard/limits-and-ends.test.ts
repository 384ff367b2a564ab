import assert from 'node:assert/strict';
import { type Caller, RefusedCredential } from '../../../src/http/caller.ts';
import type { Quota } from '../../../src/http/quota.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';
import { ask } from '../../support/request.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { readCurrent } from '../support/routes.ts';

const now = new Date('2026-11-22T12:00:00Z');
const day = 24 * 3600_000;
const countedAt = new Date(now.getTime() + 500);
const resetAt = new Date(now.getTime() + 300_000);

/** A real credential of somebody's, refused for this request alone. */
class Elsewhere extends RefusedCredential {
  override readonly caller: Caller | null;

  constructor(caller: Caller | null) {
    const known = {
      accountId: 'alice',
      kind: 'token',
      id: 't1',
      name: 'ci',
      prefix: 'fmr_',
    } as const;
    super(known, 'address-not-allowed', 'Not from here.');
    this.caller = caller;
  }
}

describe('an answer to a token', () => {
  let app: TestApp;
  let caller: Caller;
  let refusal: Error | null;
  let counted: unknown[];
  let quota: Quota;
  before(async () => {
    app = await startTestApp({
      routes: [readCurrent],
      deps: {
        clock: () => now,
        authenticate: () => {
          if (refusal) throw refusal;
          return caller;
        },
        countRequest: async ({ id }, request) => {
          counted.push([id, request]);
          return { quota, refusal: null };
        },
      },
    });
  });
  after(() => app.close());
  beforeEach(() => {
    caller = tokenEndingAt(null);
    refusal = null;
    counted = [];
    quota = { limit: 5, remaining: 3, countedAt, resetAt, exceeded: false };
  });

  const get = async () => {
    const { status, headers, json } = await ask(app.url, '/api/v1/hosts/current');
    const of = (name: string) => headers.get(name);
    const limits = [
      ...['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map(of),
      ...['ratelimit-policy', 'ratelimit'].map(of),
    ];
    const ends = of('x-token-expires-in');
    return { status, json, limits, ends, retryAfter: of('retry-after') };
  };
  const told = ['5', '3', `${resetAt.getTime() / 1000}`, '"hour";q=5;w=3600', '"hour";r=3;t=300'];
  const untold = [null, null, null, null, null];

  it('says what is left of its limit', async () => {
    const { status, limits, retryAfter } = await get();
    assert.deepEqual([status, limits, retryAfter], [200, told, null]);
    assert.deepEqual(counted, [['token-of-alice', { changer: null }]]);
  });

  it('says when to come again once it is too many', async () => {
    quota = { ...quota, remaining: 0, exceeded: true };
    const { status, json, limits, retryAfter } = await get();
    assert.deepEqual([status, limits[1], retryAfter], [429, '0', '300']);
    const detail = 'The token may make 5 requests an hour. That is over in 300 s.';
    assert.partialDeepStrictEqual(json, { code: 'too-many-requests', limit: 5, detail });
  });

  it('says nothing of the kind to a person', async () => {
    caller = sessionActor();
    const { status, limits, ends } = await get();
    assert.deepEqual([status, limits, ends], [200, untold, null]);
    assert.deepEqual(counted, []);
  });

  it('says so to the bearer of a good one that is refused here, and counts nothing', async () => {
    refusal = new Elsewhere(tokenEndingAt(new Date(now.getTime() + day)));
    const { status, limits, ends } = await get();
    assert.deepEqual([status, limits, ends], [403, told, '86400']);
    assert.deepEqual(counted, [['token-of-alice', null]]);
  });

  for (const [what, whose] of [
    ['of a token that is not good', null],
    ['of a person', sessionActor()],
  ] as const) {
    it(`says nothing where a credential is refused ${what}`, async () => {
      refusal = new Elsewhere(whose);
      const { status, limits, ends } = await get();
      assert.deepEqual([status, limits, ends], [403, untold, null]);
      assert.deepEqual(counted, []);
    });
  }

  for (const [left, seconds] of [
    [null, null],
    [14 * day + 1, null],
    [14 * day, '1209600'],
    [1999, '1'],
    [0, null],
  ] as const) {
    it(`says within 14 days when the token ends [${left}]`, async () => {
      caller = tokenEndingAt(left === null ? null : new Date(now.getTime() + left));
      assert.equal((await get()).ends, seconds);
    });
  }
});

function tokenEndingAt(expiresAt: Date | null): Caller {
  const { account, credential } = tokenActor([]);
  assert.ok(credential.kind === 'token');
  return { account, credential: { ...credential, expiresAt } };
}
