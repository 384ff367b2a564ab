import assert from 'node:assert/strict';
import { Problem } from '../../src/base/errors.ts';
import { fillIn, hideIn, hideInAsked, referTo } from '../../src/secrets/references.ts';

const long = 'a-value-of-twenty-octets';
const values = new Map<string, string | null>([
  ['A', 'alpha'],
  ['LONG', long],
  ['LONGER', `${long}-and-more`],
  ['ONE', '1'],
  ['BLANK', 'two words'],
  ['LINE', 'with its end\n'],
  ['LOST', null],
]);

/** `@{A}` is written here for a reference to the secret A. */
const meant = (text: string) => text.replaceAll('@{', '$' + '{secret:');

describe('a reference to a secret', () => {
  for (const [text, filled] of [
    ['--port=80', '--port=80'],
    ['@{A}', 'alpha'],
    ['--key=@{A}', '--key=alpha'],
    ['@{A}:@{ONE}', 'alpha:1'],
    ['$@{A}', '@{A}'],
    ['$$@{A}', '$@{A}'],
    ['$@{A}@{A}', '@{A}alpha'],
    ['@{A', '@{A'],
    ['{secret:A} $ { }', '{secret:A} $ { }'],
  ] as const) {
    it(`is filled in [${text}]`, () => assert.equal(fillIn(meant(text), values), meant(filled)));
  }

  for (const [text, code, secret] of [
    ['--x=@{NONE}', 'secret-missing', 'NONE'],
    // What is no name is not repeated: it may be a value.
    ['--x=@{a}', 'secret-missing', undefined],
    ['--x=@{}', 'secret-missing', undefined],
    ['--x=@{LOST}', 'secret-refused', 'LOST'],
  ] as const) {
    it(`is refused, by its name and without its value [${text}]`, () => {
      assert.throws(
        () => fillIn(meant(text), values),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.deepEqual([error.code, error.facts.secret], [code, secret]);
          assert.doesNotMatch(error.detail, /two words|with its end/);
          return true;
        },
      );
    });
  }

  for (const [running, kept] of [
    ['alpha', '@{A}'],
    ['--key=alpha', '--key=@{A}'],
    ['--key=pre-alpha', '--key=pre-alpha'],
    ['--port=81', '--port=81'],
    ['--port=1', '--port=@{ONE}'],
    [`--x=n:${long}`, '--x=n:@{LONG}'],
    [`--x=n:${long}-and-more`, '--x=n:@{LONGER}'],
    [`--x=n:${long}:${long}`, '--x=n:@{LONG}:@{LONG}'],
    [`--x=n:$${long}`, `--x=n:$${long}`],
    ['two words', '@{BLANK}'],
    ['--x=@{A}', '--x=$@{A}'],
    ['--x=$@{A}', '--x=$$@{A}'],
    [`@{${long}}`, `$@{${long}}`],
  ] as const) {
    it(`takes the place of a value in what is kept, to mean the same again [${running}]`, () => {
      assert.equal(referTo(meant(running), values), meant(kept));
      assert.equal(fillIn(meant(kept), values), meant(running));
    });
  }

  for (const [running, shown] of [
    ['--key=pre-alpha', '--key=pre-@{A}'],
    ['--key=alphalpha', '--key=@{A}lpha'],
    ['--port=81', '--port=81'],
    ['--port=1', '--port=@{ONE}'],
    [`$${long}`, '$@{LONG}'],
    ['a two words b', 'a @{BLANK} b'],
  ] as const) {
    it(`takes the place of a value in what is shown [${running}]`, () => {
      assert.equal(hideIn(meant(running), values), meant(shown));
    });
  }

  for (const [asked, shown] of [
    ['--key=pre-alpha-@{A}', '--key=pre-@{A}-@{A}'],
    ['--key=@{GONE}', '--key=@{GONE}'],
    ['--key=$@{A}', '--key=$@{A}'],
    [`--key=@{A}${long}`, '--key=@{A}@{LONG}'],
    ['', ''],
  ] as const) {
    it(`replaces a value in an argument that is shown as requested [${asked}]`, () => {
      assert.equal(hideInAsked(meant(asked), values), meant(shown));
    });
  }
});
