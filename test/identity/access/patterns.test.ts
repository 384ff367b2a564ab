import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPattern, matchesAny } from '../../../src/identity/access/patterns.ts';

/** Few letters, so that what is generated meets. */
const names = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 8 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 6 });

/** The same question, asked of another engine. */
function asRegularExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
}

describe('a name pattern', () => {
  it('is of label characters and *', () => {
    for (const good of ['web', 'web-*', '*', '*.example', 'a*b*c']) assert.ok(isPattern(good));
    for (const bad of ['', 'Web', 'a b', 'web?', 'ä', 'a'.repeat(65)]) assert.ok(!isPattern(bad));
  });

  // Equivalent: src/identity/access/patterns.ts, `const [head = '', ...rest] = pattern.split('*');` →
  // `const [head = "Stryker was here!", ...rest] = pattern.split('*');`: there is always a head.
  // Equivalent: src/identity/access/patterns.ts, `if (end < head.length || …) return false;` → `if
  // (false || …) return false;`: the end is before the position then, too.
  it('matches as * does for any run, none included', () => {
    assert.ok(matchesAny(['web-*'], 'web-1'));
    assert.ok(matchesAny(['web-*'], 'web-'));
    assert.ok(!matchesAny(['web-*'], 'web'));
    assert.ok(!matchesAny(['a*a'], 'a'));
    assert.ok(!matchesAny(['a.b'], 'axb'));
    assert.ok(matchesAny(['x', '*b*'], 'abc'));
  });

  it('matches what the regular expression of it matches', () => {
    fc.assert(
      fc.property(patterns, names, (pattern, name) => {
        assert.equal(matchesAny([pattern], name), asRegularExpression(pattern).test(name));
      }),
      { numRuns: 5000 },
    );
  });

  it('covers another one only where it matches every name that the other matches', () => {
    fc.assert(
      fc.property(patterns, patterns, names, (wide, narrow, name) => {
        fc.pre(matchesAny([wide], narrow) && matchesAny([narrow], name));
        assert.ok(matchesAny([wide], name));
      }),
      { numRuns: 2000 },
    );
  });

  it('covers what it visibly covers', () => {
    for (const [wide, narrow] of [
      ['*', 'web-*'],
      ['web-*', 'web-a*'],
      ['web-*', 'web-*-x'],
      ['*a*', '*ba*c'],
      ['a**', 'a*'],
    ] as const) {
      assert.ok(matchesAny([wide], narrow), `${wide} ${narrow}`);
      assert.ok(!matchesAny([narrow], wide) || wide === 'a**', `${narrow} ${wide}`);
    }
  });
});
