import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import fc from 'fast-check';
import {
  formatNetwork,
  isCovered,
  isWithin,
  parseNetwork,
  readNetworks,
} from '../../../src/identity/access/networks.ts';

function read(text: string) {
  const network = parseNetwork(text);
  assert.ok(network, text);
  return network;
}

/** Addresses that share many bits, so that what is generated meets. */
const ipv4 = fc
  .array(fc.constantFrom(0, 1, 128, 255), { minLength: 4, maxLength: 4 })
  .map((octets) => octets.join('.'));
const ipv6 = fc
  .array(fc.constantFrom('0', '1', '8000', 'ffff'), { minLength: 7, maxLength: 7 })
  .map((groups) => `2001:${groups.join(':')}`);
const networks = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
);
const addresses = fc.oneof(ipv4, ipv6);
const kind = (address: string) => (address.includes(':') ? 'ipv6' : 'ipv4');
const cidr = ([address, bits]: readonly [string, number]) => `${address}/${bits}`;

describe('a source network', () => {
  it('is written in one way', () => {
    for (const [text, canonical] of [
      ['192.0.2.0/24', '192.0.2.0/24'],
      ['192.0.2.77/24', '192.0.2.0/24'],
      ['192.0.2.77', '192.0.2.77/32'],
      ['0.0.0.0/0', '0.0.0.0/0'],
      ['2001:DB8:0::/32', '2001:db8::/32'],
      ['2001:db8::1', '2001:db8::1/128'],
      ['::/0', '::/0'],
      ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ] as const) {
      assert.equal(formatNetwork(read(text)), canonical);
    }
  });

  // Equivalent: src/identity/access/networks.ts, `const [, address = '', length] = form.exec(text) ??
  // [];` → `const [, address = …"Stryker was here…`: neither is an address.
  it('is nothing else', () => {
    const bad = ['', '10', '10.1/16', '010.0.0.1', '0x7f.0.0.1', '192.0.2.0/33', '192.0.2.0/-1'];
    bad.push(
      '192.0.2.0/',
      '2001:db8::/129',
      'fe80::1%eth0',
      '::ffff:1.2.3.4/64',
      '::ffff:1.2.3.4/129',
      'example.org',
    );
    bad.push('::ffff:1.2.3.4/95', '2001:db8::/1280', ' 10.0.0.1', '10.0.0.1/8 ', '::1/0x8');
    for (const text of bad) assert.equal(parseNetwork(text), null, text);
  });

  it('is read again as it was checked', () => {
    assert.deepEqual(readNetworks(['192.0.2.0/24', '::1']).map(formatNetwork), [
      '192.0.2.0/24',
      '::1/128',
    ]);
    assert.throws(() => readNetworks(['192.0.2.0/24', 'nonsense']), {
      name: 'TypeError',
      message: 'nonsense is neither a network nor an address',
    });
  });

  it('has the addresses that another implementation says it has', () => {
    fc.assert(
      fc.property(networks, addresses, (network, address) => {
        const oracle = new BlockList();
        oracle.addSubnet(...network, kind(network[0]));
        const within = isWithin([read(cidr(network))], address);
        const sameKind = kind(network[0]) === kind(address); // to the oracle ::/0 has IPv4 too
        assert.equal(within, sameKind && oracle.check(address, kind(address)));
      }),
      { numRuns: 2000 },
    );
  });

  it('has IPv4 addresses however they are written', () => {
    const loopback = [read('127.0.0.0/8')];
    assert.ok(isWithin(loopback, '::ffff:127.0.0.1'));
    assert.ok(!isWithin(loopback, '::1'));
    assert.ok(!isWithin(loopback, 'nonsense'));
    assert.ok(!isWithin([read('::/0')], '127.0.0.1'));
  });

  it('is one of several', () => {
    const several = [read('10.0.0.0/8'), read('192.0.2.0/24')];
    assert.ok(isWithin(several, '192.0.2.1') && isWithin(several, '10.0.0.1'));
    assert.ok(!isWithin(several, '192.0.3.1') && !isWithin([], '192.0.2.1'));
    assert.ok(isCovered(several, read('192.0.2.0/25')) && isCovered(several, read('10.1.0.0/16')));
    assert.ok(!isCovered(several, read('192.0.0.0/16')) && !isCovered([], read('10.0.0.0/8')));
  });

  it('is covered only by one that has all its addresses', () => {
    fc.assert(
      fc.property(networks, networks, addresses, (wide, narrow, address) => {
        const [one, other] = [read(cidr(wide)), read(cidr(narrow))];
        if (!isCovered([one], other) || !isWithin([other], address)) return;
        assert.ok(isWithin([one], address));
      }),
      { numRuns: 5000 },
    );
    assert.ok(isCovered([read('10.0.0.0/8')], read('10.1.0.0/16')));
    assert.ok(isCovered([read('10.0.0.0/8')], read('10.0.0.0/8')));
    assert.ok(!isCovered([read('10.0.0.0/8')], read('10.0.0.0/7')));
    assert.ok(!isCovered([read('10.0.0.0/8')], read('::/0')));
  });
});
