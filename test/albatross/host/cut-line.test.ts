import assert from 'node:assert/strict';
import { cutLine, maxLine } from '../../../src/albatross/host/cut-line.ts';

describe('a line of a console', () => {
  for (const line of ['', 'hello', 'a'.repeat(maxLine), 'ä'.repeat(maxLine / 2)]) {
    it(`is taken as it is [${line.length} characters]`, () => assert.equal(cutLine(line), line));
  }

  for (const [what, line] of [
    ['a megabyte', 'a'.repeat(2 ** 20)],
    ['an octet too many', 'a'.repeat(maxLine + 1)],
    ['characters of four octets', `a${'😀'.repeat(maxLine)}`],
    ['octets that are no UTF-8', '\uFFFD'.repeat(maxLine)],
  ] as const) {
    it(`is cut with a mark, between two characters [${what}]`, () => {
      const cut = cutLine(line);
      assert.match(cut, / … \(cut\)$/);
      assert.ok(Buffer.byteLength(cut) <= maxLine + 10);
      assert.ok(line.startsWith(cut.replace(/ … \(cut\)$/, '')));
    });
  }
});
