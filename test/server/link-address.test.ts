import assert from 'node:assert/strict';
import { linkAddress } from '../../src/server/control/link-address.ts';

describe('the address of links that are made on the server’s machine', () => {
  for (const [url, listening, expected] of [
    [null, 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    [null, 'http://[::1]:8080', 'http://[::1]:8080'],
    [null, 'http://0.0.0.0:8080', 'http://localhost:8080'],
    [null, 'https://[::]:8443', 'https://localhost:8443'],
    ['https://example.org/fulmar/', 'http://0.0.0.0:8080', 'https://example.org/fulmar'],
  ] as const) {
    it(`is one that people can sign in at [${url ?? listening}]`, () => {
      assert.equal(linkAddress(url === null ? null : new URL(url), listening), expected);
    });
  }
});
