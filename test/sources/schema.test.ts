import assert from 'node:assert/strict';
import { imageSource } from '../../src/sources/schema.ts';

describe('the address of a file on the web', () => {
  const parse = (url: string) =>
    imageSource.safeParse({ kind: 'https', url, sha256: '0'.repeat(64) });

  it('begins with https://', () => {
    assert.ok(parse('https://example.org/app.hvt?of=1').success);
    for (const url of [
      ...['http://example.org/app.hvt', 'HTTP://example.org/', 'http://10.0.0.1/app.hvt'],
      ...['ftp://example.org/app.hvt', 'file:///etc/passwd', 'http://localhost/app.hvt'],
    ]) {
      const { error } = parse(url);
      assert.match(`${error?.issues[0]?.message}`, /https:\/\//, url);
    }
  });
});
