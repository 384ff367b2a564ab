import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAnsi, plainText } from '../../src/dashboard/features/console/ansi.ts';
import { splitMatches } from '../../src/dashboard/features/console/split-matches.ts';

const textOf = (line: string) =>
  parseAnsi(line)
    .map(({ text }) => text)
    .join('');

describe('what the dashboard shows of a console’s line', () => {
  for (const [what, line, text] of [
    ['a link', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['a title', '\u001b]0;root@host\u0007$ ls', '$ ls'],
    ['moves of the cursor', 'one\u001b[2K\u001b[1Gtwo\u001b[10;20H', 'onetwo'],
    ['a bell and another control', 'a\u0007b\u009bm', 'abm'],
    ['a return at its end', 'done\r', 'done'],
    ['returns, as of progress', ' 9 %\r10 %\rdone', 'done'],
    ['a return to something longer', 'loading ...\rready', 'readyng ...'],
    ['a return, and what is erased', 'loading ...\r\u001b[Kready\u001b[1K!', '     !'],
    ['all erased behind a return', 'abc\rde\u001b[2Kf', '  f'],
    ['backspaces, as of a spinner', '\b|\b/\b-\bok', 'ok'],
    ['an escape that is cut off', 'done\u001b[3', 'done'],
    ['HTML', '<b>&amp;</b>\u001b[31m<i>', '<b>&amp;</b><i>'],
    ['tabs and other scripts', 'name\tÄß 東京 🐦', 'name\tÄß 東京 🐦'],
  ] as const) {
    it(`is its words, whatever a terminal would obey [${what}]`, () => {
      assert.equal(textOf(line), text);
      assert.equal(plainText(line), text);
    });
  }

  it('has its colours, by name, by number and as they are', () => {
    const [red, number, exact, usual] = parseAnsi(
      '\u001b[1;31mred\u001b[0m\u001b[38;5;196mcube\u001b[48;2;1;2;3mtrue\u001b[0musual',
    );
    assert.deepEqual(red, {
      text: 'red',
      color: '#ff8a80',
      background: null,
      decorations: ['bold'],
    });
    assert.equal(number?.color, 'rgb(255, 0, 0)');
    assert.equal(exact?.background, 'rgb(1, 2, 3)');
    assert.deepEqual(usual, { text: 'usual', color: null, background: null, decorations: [] });
  });

  it('keeps the colours of what is not overwritten', () => {
    const shown = parseAnsi('\u001b[31mred\u001b[0m plain\r\u001b[32mgr');
    const told = shown.map(({ text, color }) => ({ text, color }));
    const [green, red, plain] = told;
    assert.deepEqual(
      told.map(({ text }) => text),
      ['gr', 'd', ' plain'],
    );
    assert.equal(red?.color, '#ff8a80');
    assert.ok(green?.color && green.color !== red?.color);
    assert.equal(plain?.color, null);
  });

  it('never has a control character, and the same words as are searched, copied and saved', () => {
    const characters = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      ';',
      '3',
      '1',
      'm',
      '\u0007',
      '\\',
      'a',
      '\r',
      '\b',
      'K',
      '\u009b',
    );
    fc.assert(
      fc.property(fc.array(characters), (parts) => {
        const line = parts.join('');
        assert.doesNotMatch(textOf(line), /[^\P{Cc}\t]/u);
        assert.equal(textOf(line), plainText(line));
      }),
    );
  });

  it('has what is searched for marked, whatever its case, and nothing lost', () => {
    assert.deepEqual(splitMatches('One or one', 'ONE'), [
      { text: 'One', isMatch: true },
      { text: ' or ', isMatch: false },
      { text: 'one', isMatch: true },
    ]);
    assert.deepEqual(splitMatches('a.b', '.'), [
      { text: 'a', isMatch: false },
      { text: '.', isMatch: true },
      { text: 'b', isMatch: false },
    ]);
  });
});
