import assert from 'node:assert/strict';
import { withoutAddresses } from '../../src/host-client/without-addresses.ts';

describe('what is told of a host that fails', () => {
  for (const [words, told] of [
    ['the connection failed: connect ECONNREFUSED 192.0.2.1:1025', 'connect ECONNREFUSED'],
    ['the connection failed: connect ECONNREFUSED ::1:9', 'connect ECONNREFUSED'],
    ['the connection failed: connect ENETUNREACH fe80::1:9 - Local (:::0)', 'connect ENETUNREACH'],
    ['the connection failed: getaddrinfo ENOTFOUND host.example.org', 'getaddrinfo ENOTFOUND'],
  ] as const) {
    it(`is not where it is [${words}]`, () => {
      assert.equal(withoutAddresses(words), `the connection failed: ${told}`);
    });
  }

  for (const [words, told] of [
    ['no answer from 192.0.2.1:22 within 5 s', 'no answer from its address within 5 s'],
    ['no answer from [2001:db8::1]:22', 'no answer from its address'],
    ['IP: 2001:db8:0:1::5 is not in the list', 'IP: its address is not in the list'],
  ] as const) {
    it(`is not where it is, whoever says so [${words}]`, () => {
      assert.equal(withoutAddresses(words), told);
    });
  }

  for (const words of [
    'read ECONNRESET',
    'the host did not answer within 10 s',
    'away since 2026-11-28T17:00:00.000Z',
    'albatross 2.7.1: message of version 4',
    'the key SHA256:ab:cd is another one',
  ]) {
    it(`is all else [${words}]`, () => assert.equal(withoutAddresses(words), words));
  }
});
