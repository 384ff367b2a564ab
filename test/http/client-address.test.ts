import assert from 'node:assert/strict';
import { addressKey } from '../../src/base/network-address.ts';
import { networks } from '../../src/base/parsers.ts';
import { isLocal, trustProxies } from '../../src/http/client-address.ts';

const from = (peer: string, headers: Readonly<Record<string, string>> = {}) => ({
  peer,
  header: (name: string) => ({ host: 'localhost:8080', ...headers })[name] ?? null,
});
const forwardedFor = (list: string) => ({ 'x-forwarded-for': list });

describe('the address of a client', () => {
  const proxies = trustProxies(networks.parse('10.0.0.0/8 ::1 192.0.2.7'));
  const addressOf = (peer: string, list?: string) =>
    proxies.addressOf(from(peer, list === undefined ? {} : forwardedFor(list)));

  for (const [what, peer, list, expected] of [
    ['is the peer’s where it is no proxy', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is the peer’s where a proxy says nothing', '10.1.1.1', undefined, '10.1.1.1'],
    ['is the last one before the proxies', '10.1.1.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['is read through several proxies', '::1', '198.51.100.1, 192.0.2.7, 10.2.2.2', '198.51.100.1'],
    ['is the last that can be read', '10.1.1.1', '198.51.100.1, nonsense', '10.1.1.1'],
    ['is IPv4 where IPv6 wraps it', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['may be IPv6', '::ffff:10.1.1.1', '2001:DB8::1', '2001:db8::1'],
    ['may have a port', '10.1.1.1', '198.51.100.1:4711', '198.51.100.1'],
    ['may have a port in each hop', '::1', '198.51.100.1:1, 192.0.2.7:80', '198.51.100.1'],
    ['may be IPv6 with a port', '10.1.1.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['may be IPv6 in brackets alone', '10.1.1.1', '[2001:db8::1]', '2001:db8::1'],
    ['is IPv6 where a port is not told', '10.1.1.1', '2001:db8::1:443', '2001:db8::1:443'],
    ['is no address with a name as its port', '10.1.1.1', '198.51.100.1:http', '10.1.1.1'],
    ['is the outermost where all are proxies', '10.1.1.1', '10.9.9.9', '10.9.9.9'],
  ] as const) {
    it(what, () => {
      assert.equal(addressOf(peer, list), expected);
    });
  }

  it('counts by /64 for IPv6, and whole for IPv4', () => {
    assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), addressKey('2001:db8:1:2:ffff::1'));
    assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'));
    assert.equal(addressKey('::ffff:203.0.113.9'), '203.0.113.9');
  });

  it('is the machine’s own only from loopback and through no proxy', () => {
    assert.equal(isLocal(from('127.0.0.1')), true);
    assert.equal(isLocal(from('::ffff:127.0.0.1')), true);
    assert.equal(isLocal(from('::1')), true);
    assert.equal(isLocal(from('203.0.113.9')), false);
    for (const host of ['127.0.0.1', '127.8.9.1:80', '[::1]:8080', 'LOCALHOST']) {
      assert.equal(isLocal(from('127.0.0.1', { host })), true, host);
    }
    for (const host of [
      '',
      'evil.example',
      'localhost.evil.example:8080',
      '127.0.0.1.evil.example',
    ]) {
      assert.equal(isLocal(from('127.0.0.1', { host })), false, host);
    }
    assert.equal(isLocal(from('127.0.0.1', forwardedFor('127.0.0.1'))), false);
    assert.equal(isLocal(from('127.0.0.1', { forwarded: 'for=_x' })), false);
  });
});
