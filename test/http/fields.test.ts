import assert from 'node:assert/strict';
import type { z } from 'zod';
import {
  exactField,
  linesField,
  momentField,
  nameField,
  textField,
} from '../../src/http/fields.ts';

const takes = (field: z.ZodType, value: string) => field.safeParse(value).success;

describe('a field', () => {
  for (const text of ['', 'a b', ' ä😀 ', '名', '\u2028']) {
    it(`of text takes ${JSON.stringify(text)} as it is`, () => {
      for (const field of [textField, linesField, exactField]) {
        assert.equal(field.parse(text), text);
      }
    });
  }

  for (const text of ['\0', '\u0007', '\u001f', '\u007f', '\u0085', 'a\ud800', '\udc00\ud800']) {
    it(`of text does not take ${JSON.stringify(text)}`, () => {
      for (const field of [textField, nameField, linesField]) assert.ok(!takes(field, `a${text}b`));
    });
  }

  it('of text has several lines only where they make sense', () => {
    for (const text of ['a\nb', 'a\r\nb', 'a\tb']) {
      assert.ok(!takes(textField, text));
      assert.ok(!takes(nameField, text));
      assert.equal(linesField.parse(text), text);
    }
  });

  it('of a name loses the blanks at its ends, and is not blank', () => {
    assert.equal(nameField.max(3).parse('  a b \u00a0'), 'a b');
    for (const text of ['', ' ', '\u00a0\u2003']) assert.ok(!takes(nameField, text));
    assert.ok(!takes(nameField.max(3), 'abcd'));
  });

  it('of exact text takes what can be stored', () => {
    assert.equal(exactField.parse(' \t\n\u0007\u007f '), ' \t\n\u0007\u007f ');
    for (const text of ['a\0', '\ud800', 'a\udfff']) assert.ok(!takes(exactField, text));
  });

  it('of a time takes what every database has and RFC 3339 can write', () => {
    const time = momentField.parse('2026-01-01T01:00:00+01:00');
    assert.equal(time.toISOString(), '2026-01-01T00:00:00.000Z');
    for (const text of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z']) {
      assert.ok(takes(momentField, text), text);
    }
    for (const text of [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-12:00',
      '2026-02-30T00:00:00Z',
      'tomorrow',
    ]) {
      assert.ok(!takes(momentField, text), text);
    }
  });
});
