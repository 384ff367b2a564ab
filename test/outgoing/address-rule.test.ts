import assert from 'node:assert/strict';
import { networks } from '../../src/base/parsers.ts';
import { type AddressRule, canonical, isAllowed } from '../../src/outgoing/address-rule.ts';

const ruleWith = (named: string, own: readonly string[] = []): AddressRule => ({
  networks: networks.parse(named),
  own: new Set(own.map(canonical)),
});

/** Where nothing is named. */
const strict = ruleWith('', ['203.0.114.9', '2606:4700::9']);
/** Where an administrator has named all there is. */
const wide = ruleWith('0.0.0.0/0 ::/0', ['203.0.114.9', '10.0.0.9', '2606:4700::9']);
/** Where a network of the site is named, and what NAT64 leads to. */
const site = ruleWith('10.9.0.0/16 fd12:3456::/32 64:ff9b::/96 192.168.7.7', ['10.9.0.1']);

const loopback = ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
const nothing = ['0.0.0.0', '::', '255.255.255.255', '224.0.0.1', 'ff02::1'];
const linkLocal = ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.1.1'];
const metadata = [
  ...['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  ...['fd00:ec2::254', 'fd20:ce::254', '::ffff:a9fe:a9fe', '::ffff:168.63.129.16'],
];
/** 127.0.0.1, 169.254.169.254 and what is own, as IPv6 carries them. */
const carried = [
  ...['::7f00:1', '::a9fe:a9fe', '::ffff:0:7f00:1', '64:ff9b::7f00:1', '64:ff9b::169.254.169.254'],
  ...['64:ff9b:1::7f00:1', '2002:7f00:1::', '2002:a9fe:a9fe::1', '2606:4700::5efe:7f00:1'],
  ...['2606:4700::200:5efe:a9fe:a9fe', '2001:0:7f00:1::1', '2001:0:808:808::80ff:fffe'],
];
const own = [
  '203.0.114.9',
  '::ffff:203.0.114.9',
  '64:ff9b::203.0.114.9',
  '2606:4700::9',
  '2606:4700:0::0009',
];
const unparsable = ['', 'example.org', '1.2.3', '10.9.0.2/16', '[::1]', '8.8.8.8%eth0'];
const foreign = ['8.8.8.8', '1.1.1.1', '::ffff:8.8.8.8', '2606:4700:4700::1111', '2a00:1450::5'];
const private_ = [
  ...['10.9.0.2', '172.16.0.1', '192.168.7.7', '100.64.0.1', '198.18.0.1', '192.0.2.1'],
  ...['fd12:3456::1', 'fec0::1', '2001:db8::1', '100::1', '4000::1', '240.0.0.1'],
];

describe('an address that a check may ask', () => {
  const never = [...loopback, ...nothing, ...linkLocal, ...metadata, ...carried, ...own];
  for (const address of [...never, ...unparsable]) {
    it(`is never [${address}]`, () => {
      assert.equal(isAllowed(address, strict), false);
      assert.equal(isAllowed(address, wide), false, 'also where all is named');
    });
  }

  for (const address of foreign) {
    it(`is a public one [${address}]`, () => {
      for (const rule of [strict, wide, site]) assert.equal(isAllowed(address, rule), true);
    });
  }

  for (const address of private_) {
    it(`is one of our own networks only where that is named [${address}]`, () => {
      assert.equal(isAllowed(address, strict), false);
      assert.equal(isAllowed(address, wide), true);
    });
  }

  for (const [address, expected] of [
    ['10.9.0.2', true],
    ['10.9.255.255', true],
    ['::ffff:10.9.0.2', true],
    ['10.10.0.0', false],
    ['10.9.0.1', false],
    ['192.168.7.7', true],
    ['192.168.7.8', false],
    ['fd12:3456:ffff::1', true],
    ['fd12:3457::1', false],
    ['64:ff9b::8.8.8.8', true],
    ['64:ff9b::10.9.0.2', true],
    ['64:ff9b::10.9.0.1', false],
    ['64:ff9b::10.10.0.1', false],
  ] as const) {
    it(`is in a network that is named [${address}: ${expected}]`, () => {
      assert.equal(isAllowed(address, site), expected);
    });
  }
});
