import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Actor, TokenCredential } from '../../../src/identity/access/actor.ts';
import { dayOf, formatDay } from '../../../src/identity/tokens/days.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { endOf } from '../../../src/identity/tokens/expiry.ts';
import { refusePast } from '../../../src/identity/tokens/grants.ts';
import {
  authorizeHandling,
  authorizeReach,
  type Reach,
  reachOf,
} from '../../../src/identity/tokens/reach.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';

const end = new Date('2026-12-24T00:00:00Z');
const own = {
  scopes: ['unikernels:write', 'tokens:write'],
  hosts: ['one', 'two'].map(parseLabel),
  names: ['web-*', 'db'],
  addresses: ['192.0.2.0/24', '2001:db8::/32'],
  expiresAt: end,
  hourlyLimit: 100,
} as const satisfies Reach;

function bearer(change: Partial<TokenCredential> = {}): Actor {
  const actor = tokenActor(own.scopes);
  if (actor.credential.kind !== 'token') throw new Error('a token was expected');
  return { ...actor, credential: { ...actor.credential, ...own, ...change } };
}

describe('a reach that is too wide', () => {
  for (const [code, change, detail, facts] of [
    [
      'host-not-allowed',
      { hosts: ['one', 'three', 'four'].map(parseLabel) },
      'The token reaches the hosts one, two only, so it cannot give more.',
      { host: 'three' },
    ],
    [
      'host-not-allowed',
      { hosts: null },
      'The token reaches the hosts one, two only, so it cannot give more.',
      { host: '*' },
    ],
    [
      'name-not-allowed',
      { names: ['web-1', 'cache', 'mail'] },
      'The token reaches the names web-*, db only, so it cannot give more.',
      { name: 'cache' },
    ],
    [
      'name-not-allowed',
      { names: null },
      'The token reaches the names web-*, db only, so it cannot give more.',
      { name: '*' },
    ],
    [
      'address-not-allowed',
      { addresses: ['192.0.2.7', '198.51.100.9'] },
      'The token is for 192.0.2.0/24, 2001:db8::/32 only, so it cannot give more.',
      { address: '198.51.100.9/32' },
    ],
    [
      'address-not-allowed',
      { addresses: null },
      'The token is for 192.0.2.0/24, 2001:db8::/32 only, so it cannot give more.',
      { address: '0.0.0.0/0' },
    ],
    [
      'expiry-not-allowed',
      { expiresAt: null },
      'The token ends on 2026-12-24T00:00:00.000Z, and cannot give more time than it has.',
      { latest: '2026-12-24T00:00:00.000Z' },
    ],
    [
      'limit-not-allowed',
      { hourlyLimit: 101 },
      'The token has 100 requests an hour, and cannot give more than it has.',
      { hourlyLimit: 100 },
    ],
  ] as const) {
    it(`is refused with ${code}, which names ${JSON.stringify(facts)}`, () => {
      const give = () => authorizeReach(bearer(), { ...own, ...change });
      assert.throws(give, { code, detail, facts });
    });
  }

  it('is none of IPv6, where all of IPv4 is reached', () => {
    const fourth = bearer({ addresses: ['0.0.0.0/0'] });
    assert.throws(() => authorizeReach(fourth, { ...own, addresses: null }), {
      facts: { address: '::/0' },
    });
    const all = bearer({ addresses: ['0.0.0.0/0', '::/0'] });
    authorizeReach(all, { ...own, addresses: null });
  });

  it('is none that is as wide, or narrower', () => {
    authorizeReach(bearer(), own);
    const narrower = { hosts: [parseLabel('two')], names: ['web-a*'], addresses: ['192.0.2.7'] };
    authorizeReach(bearer(), { ...own, ...narrower, expiresAt: new Date(0), hourlyLimit: 1 });
    const unlimited = { hosts: null, names: null, addresses: null, expiresAt: null };
    authorizeReach(bearer(unlimited), { ...own, ...unlimited });
    authorizeReach(bearer(unlimited), own);
  });
});

describe('the handling of a token', () => {
  const stored = (change: Partial<Token> = {}) =>
    Object.assign(new Token(), { id: 'other', ...own, ...change });

  it('is for who reaches as far, and for the account’s owner', () => {
    authorizeHandling(bearer(), stored());
    authorizeHandling(sessionActor(), stored({ hosts: null, hourlyLimit: 10_000 }));
    assert.throws(() => authorizeHandling(bearer(), stored({ hourlyLimit: 101 })), {
      code: 'limit-not-allowed',
    });
  });

  it('is not for who has but a secret of it that was replaced', () => {
    const former = bearer({ replaced: true });
    const { id } = former.credential;
    assert.throws(() => authorizeHandling(former, stored({ id })), {
      code: 'secret-replaced',
      detail: 'Only the new secret of the token may do this to it.',
    });
    authorizeHandling(former, stored());
    authorizeHandling(bearer(), stored({ id }));
  });

  it('takes what is not stored for no limit', () => {
    assert.deepEqual(reachOf(stored()), own);
    const none = { hosts: null, names: null, addresses: null, expiresAt: null };
    const bare = Object.assign(new Token(), { scopes: own.scopes, hourlyLimit: 100 });
    assert.deepEqual(reachOf(bare), { scopes: own.scopes, hourlyLimit: 100, ...none });
  });
});

describe('the end of a token', () => {
  const now = new Date('2026-11-22T12:00:00Z');

  it('is a time, never, so long from now, or not said', () => {
    assert.equal(endOf({ expiresAt: end }, now), end);
    assert.equal(endOf({ expiresAt: null }, now), null);
    assert.equal(endOf({}, now), undefined);
    const inMonth = new Date('2026-12-22T12:00:00Z');
    assert.deepEqual(endOf({ expiresIn: '1 month' }, now), inMonth);
  });

  it('is not over already', () => {
    refusePast(null, now);
    refusePast(new Date(now.getTime() + 1), now);
    assert.throws(() => refusePast(now, now), {
      code: 'invalid-body',
      detail: 'The time of expiry has to be in the future.',
      errors: [{ path: 'expiresAt', message: 'has to be in the future' }],
    });
  });

  it('and its uses are told by days of UTC', () => {
    const day = dayOf(new Date('2026-11-22T23:59:59.999Z'));
    assert.equal(formatDay(day), '2026-11-22');
    assert.equal(dayOf(new Date('2026-11-23T00:00:00Z')), day + 1);
    assert.equal(dayOf(new Date(0)), 0);
  });
});
