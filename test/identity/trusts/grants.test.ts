import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Rule } from '../../../src/identity/trusts/entity.ts';
import { authorizeRules, exchangedFields } from '../../../src/identity/trusts/grants.ts';
import { fittingRule, textsOf } from '../../../src/identity/trusts/rules.ts';
import { sessionActor, tokenActor } from '../../support/actors.ts';

const now = new Date('2026-11-22T12:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

const rule = (change: Partial<Rule> = {}): Rule => ({
  ...{ claims: { sub: 'web' }, scopes: ['unikernels:write'], hosts: [parseLabel('one')] },
  ...{ names: ['web-*'], addresses: null, hourlyLimit: 50, ...change },
});

describe('what a trust gives', () => {
  const given = (expiresAt: Date | null, subject = 'repo:octo/web') =>
    exchangedFields({ trust: { name: 'ci', expiresAt }, rule: rule() }, subject, now);

  it('is what the rule says, called after the subject, for 15 minutes', () => {
    const { claims: _claims, ...reach } = rule();
    assert.deepEqual(given(null), {
      ...reach,
      ...{ name: 'repo:octo/web', description: 'Given by the trust ci', expiresAt: minutes(15) },
    });
    assert.deepEqual(given(minutes(16)).expiresAt, minutes(15));
  });

  it('ends with the trust', () => {
    assert.deepEqual(given(minutes(14)).expiresAt, minutes(14));
  });

  it('has a name of 100 characters, none of them halved', () => {
    assert.equal(given(null, 'a'.repeat(101)).name, 'a'.repeat(100));
    assert.equal(given(null, `${'a'.repeat(99)}😀`).name, 'a'.repeat(99));
    assert.equal(given(null, `${'a'.repeat(98)}😀b`).name, `${'a'.repeat(98)}😀`);
  });

  it('is no more than who makes the trust has, by any of its rules', () => {
    const actor = tokenActor(['unikernels:write'], { hosts: ['one'] });
    authorizeRules(actor, { rules: [rule(), rule()], expiresAt: null });
    const wide = { rules: [rule(), rule({ hosts: null })], expiresAt: null };
    assert.throws(() => authorizeRules(actor, wide), { code: 'host-not-allowed' });
    authorizeRules(sessionActor(), wide);
  });

  it('is no longer than who makes the trust has', () => {
    const { account, credential } = tokenActor(['unikernels:write']);
    if (credential.kind !== 'token') throw new Error('a token was expected');
    const actor = { account, credential: { ...credential, expiresAt: minutes(60) } };
    authorizeRules(actor, { rules: [rule()], expiresAt: minutes(60) });
    for (const expiresAt of [null, minutes(61)]) {
      const trust = { rules: [rule()], expiresAt };
      assert.throws(() => authorizeRules(actor, trust), { code: 'expiry-not-allowed' });
    }
  });
});

describe('the rule that fits an identity', () => {
  const [one, other] = [rule({ claims: { sub: 'a*', ref: 'main' } }), rule({ claims: { n: '1' } })];

  it('is the first whose claims are all there, letter by letter', () => {
    const rules = [one, other];
    assert.equal(fittingRule(rules, { sub: 'ab', ref: 'main', n: 1 }), one);
    assert.equal(fittingRule(rules, { sub: 'ab', ref: 'Main', n: 1 }), other);
    assert.equal(fittingRule(rules, { sub: 'ab', n: 2 }), null);
    assert.equal(fittingRule([], { sub: 'ab' }), null);
  });

  it('sees texts, numbers and truth values, alone or in a list, and nothing inherited', () => {
    const claims = { a: 'x', b: 1, c: false, d: ['x', 2, true, null, {}, ['y']], e: {}, f: null };
    const texts = (name: string) => textsOf(claims, name);
    assert.deepEqual(['a', 'b', 'c'].map(texts), [['x'], ['1'], ['false']]);
    assert.deepEqual(texts('d'), ['x', '2', 'true']);
    assert.deepEqual(['e', 'f', 'g', 'constructor'].map(texts), [[], [], [], []]);
  });
});
