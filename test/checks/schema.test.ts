import assert from 'node:assert/strict';
import { checkSchema, checksSchema } from '../../src/checks/schema.ts';

const http = { kind: 'http', url: 'https://example.org/health' };
const tcp = { kind: 'tcp', host: 'example.org', port: 443 };
const dns = { kind: 'dns', name: 'example.org' };
const line = { kind: 'console', text: 'listening' };

describe('a check as it is written', () => {
  it('has defaults', () => {
    const pace = { every: 2, timeout: 5 };
    const { parse } = checkSchema;
    assert.deepEqual(parse(http), { ...http, status: '200-299', verify: true, ...pace });
    assert.deepEqual(parse(tcp), { ...tcp, ...pace });
    assert.deepEqual(parse(dns), { ...dns, port: 53, type: 'A', ...pace });
    assert.deepEqual(parse(line), { ...line, must: 'come', ...pace });
  });

  for (const check of [
    { ...http, url: 'http://[2001:db8::1]:8080/?a=b' },
    { ...http, status: [200, '300-399'], text: 'ok', verify: false, every: 60, timeout: 30 },
    { ...tcp, host: '192.0.2.1' },
    { ...tcp, host: '2001:db8::1' },
    { ...dns, name: '_dmarc.example.org.', type: 'TXT', server: 'ns.example.org', expect: 'x' },
    { kind: 'console', pattern: 'on *:443', must: 'not-come' },
  ]) {
    it(`is taken [${JSON.stringify(check)}]`, () => {
      assert.equal(checkSchema.safeParse(check).success, true);
    });
  }

  for (const check of [
    {},
    { kind: 'exec' },
    { ...http, url: 'ftp://example.org/' },
    { ...http, url: 'https://user:secret@example.org/' },
    { ...http, url: 'example.org' },
    { ...http, method: 'POST' },
    { ...http, status: 99 },
    { ...http, status: '300-200' },
    { ...http, status: [] },
    { ...http, text: '' },
    { ...http, text: 'a\0b' },
    { ...tcp, port: 0 },
    { ...tcp, host: 'a b' },
    { ...tcp, host: '' },
    { ...tcp, every: 0 },
    { ...tcp, timeout: 31 },
    { ...tcp, timeout: 1.5 },
    { ...dns, type: 'ANY' },
    { ...dns, name: 'a..b' },
    { kind: 'console' },
    { ...line, pattern: 'both' },
  ]) {
    it(`is refused [${JSON.stringify(check)}]`, () => {
      assert.equal(checkSchema.safeParse(check).success, false);
    });
  }

  it('is one of ten at most', () => {
    const many = (count: number) =>
      checksSchema.safeParse(Array.from({ length: count }, () => tcp));
    assert.deepEqual([many(0).success, many(10).success, many(11).success], [true, true, false]);
  });
});
