import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLabel, type Label, parseLabel } from '../../../src/albatross/names.ts';
import { type Actor, mayAct } from '../../../src/identity/access/actor.ts';
import { isWithin, readNetworks } from '../../../src/identity/access/networks.ts';
import { scopes } from '../../../src/identity/access/scopes.ts';
import { authorizeReach, type Reach } from '../../../src/identity/tokens/reach.ts';

const hosts = ['h1', 'h2', 'h3'].map(parseLabel);
const networks = ['10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0', '2001:db8::/32', '::/0'];
const addresses = ['10.1.2.3', '10.2.3.4', '192.0.2.1', '2001:db8::1', '2001:db9::1'];
const patternLetters = fc.string({
  unit: fc.constantFrom('a', 'b', '*'),
  minLength: 1,
  maxLength: 4,
});
const reaches: fc.Arbitrary<Reach> = fc.record({
  scopes: fc.uniqueArray(fc.constantFrom(...scopes), { minLength: 1, maxLength: 4 }),
  hosts: fc.option(fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1 })),
  names: fc.option(fc.array(patternLetters, { minLength: 1, maxLength: 3 })),
  addresses: fc.option(fc.uniqueArray(fc.constantFrom(...networks), { minLength: 1 })),
  expiresAt: fc.option(fc.constantFrom(1, 2, 3).map((time) => new Date(time))),
  hourlyLimit: fc.constantFrom(10, 100, 1000),
});
const objects = fc.record({
  host: fc.constantFrom(...hosts),
  name: fc
    .string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 })
    .filter((text): text is Label => isLabel(text)),
});

function bearerOf(reach: Reach, admin = true): Actor {
  return {
    account: { id: '1', name: parseLabel('ada'), email: 'ada@example.org', admin },
    credential: {
      kind: 'token',
      id: '1',
      name: 'ci',
      prefix: 'fmr_abcd',
      replaced: false,
      ...reach,
    },
  };
}

function grants(maker: Actor, wanted: Reach): boolean {
  try {
    authorizeReach(maker, wanted);
    return true;
  } catch {
    return false;
  }
}

function admits({ addresses }: Reach, address: string): boolean {
  return addresses === null || isWithin(readNetworks(addresses), address);
}

const modest: Reach = {
  scopes: ['unikernels:write', 'tokens:write'],
  hosts: hosts.slice(0, 2),
  names: ['web-*'],
  addresses: ['192.0.2.0/24'],
  expiresAt: new Date('2026-12-24T00:00:00Z'),
  hourlyLimit: 100,
};

describe('the reach of a token', () => {
  it('never lets what it gives do, reach or live more than itself', () => {
    fc.assert(
      fc.property(
        reaches,
        reaches,
        fc.boolean(),
        fc.constantFrom(...scopes),
        objects,
        fc.constantFrom(...addresses),
        (own, wanted, admin, scope, object, address) => {
          fc.pre(grants(bearerOf(own, admin), wanted));
          const [maker, made] = [bearerOf(own, admin), bearerOf(wanted, admin)];
          assert.ok(!mayAct(made, scope, object) || mayAct(maker, scope, object));
          const [end, latest] = [wanted.expiresAt, own.expiresAt];
          assert.ok(latest === null || (end !== null && end <= latest));
          assert.ok(!admits(wanted, address) || admits(own, address));
          assert.ok(wanted.hourlyLimit <= own.hourlyLimit);
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  it('lets it give itself', () => {
    fc.assert(
      fc.property(reaches, (reach) => {
        assert.doesNotThrow(() => authorizeReach(bearerOf(reach), reach));
      }),
    );
  });

  it('names what goes beyond', () => {
    const later = new Date('2026-12-25T00:00:00Z');
    for (const [change, code] of [
      [{ scopes: ['unikernels:read', 'volumes:read'] }, 'scope-missing'],
      [{ scopes: ['admin'] }, 'scope-missing'],
      [{ hosts: null }, 'host-not-allowed'],
      [{ hosts }, 'host-not-allowed'],
      [{ names: null }, 'name-not-allowed'],
      [{ names: ['web-1', 'db'] }, 'name-not-allowed'],
      [{ names: ['web*'] }, 'name-not-allowed'],
      [{ addresses: null }, 'address-not-allowed'],
      [{ addresses: ['192.0.2.1/32', '192.0.0.0/16'] }, 'address-not-allowed'],
      [{ hourlyLimit: 101 }, 'limit-not-allowed'],
      [{ expiresAt: null }, 'expiry-not-allowed'],
      [{ expiresAt: later }, 'expiry-not-allowed'],
    ] as const) {
      const give = () => authorizeReach(bearerOf(modest), { ...modest, ...change });
      assert.throws(give, { code, status: 403 });
    }
  });

  it('of a person is all but what only an administrator may', () => {
    const person = (admin: boolean): Actor => ({
      account: bearerOf(modest, admin).account,
      credential: { kind: 'session', id: '1' },
    });
    const everywhere = { hosts: null, names: null, addresses: null };
    const all: Reach = { scopes, ...everywhere, expiresAt: null, hourlyLimit: 1_000_000 };
    assert.doesNotThrow(() => authorizeReach(person(true), all));
    assert.throws(() => authorizeReach(person(false), all), { code: 'admin-only' });
  });
});
