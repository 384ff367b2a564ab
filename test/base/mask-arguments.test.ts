import assert from 'node:assert/strict';
import { maskArguments } from '../../src/base/mask-arguments.ts';

const base64 = 'q3Jt0c5yXv9Zr8wQm1Lk2Pz7Td6Hs4Bn3Vf5Gx8Yw0A=';
const hexadecimal = '0123456789abcdef0123456789abcdef';

/** What is given, and what is shown of it. */
const rows: readonly (readonly [given: readonly string[], shown: readonly string[]])[] = [
  [[], []],
  [[''], ['']],
  // By the name
  [['--dns-key=key._update:SHA256:abc'], ['--dns-key=•••']],
  [['--dnssec-key=x'], ['--dnssec-key=•••']],
  [['--key-seed=hunter2'], ['--key-seed=•••']],
  [['--admin-password=hunter2'], ['--admin-password=•••']],
  [['--PASSPHRASE=two=parts'], ['--PASSPHRASE=•••']],
  [
    ['--token=', '-t=1'],
    ['--token=', '-t=1'],
  ],
  [['--api-token=t'], ['--api-token=•••']],
  [['--client_secret=s'], ['--client_secret=•••']],
  [['--hmac=h'], ['--hmac=•••']],
  [['--credential=u:p'], ['--credential=•••']],
  [['-key=x'], ['-key=•••']],
  // The value is the next argument
  [
    ['--key-seed', 'hunter2', '--port=80'],
    ['--key-seed', '•••', '--port=80'],
  ],
  [
    ['--dns-key', '-starts-so', 'x'],
    ['--dns-key', '•••', 'x'],
  ],
  [
    ['--use-token', '--port=80', 'x'],
    ['--use-token', '--port=80', 'x'],
  ],
  [
    ['--use-token', '-v', 'x'],
    ['--use-token', '-v', 'x'],
  ],
  [
    ['--key=a', 'hello'],
    ['--key=•••', 'hello'],
  ],
  // By what it looks like
  [[base64], ['•••']],
  [[`--seal=${base64}`], ['--seal=•••']],
  [[`--seal=${base64.replace('=', '')}`], ['--seal=•••']],
  [[`--remote=alg:${base64}:x`], ['--remote=alg:•••:x']],
  [[`--x=${hexadecimal}`], ['--x=•••']],
  [[`--x=${hexadecimal.toUpperCase()}`], ['--x=•••']],
  // URLs
  [['--remote=https://user:pass@example.org/a'], ['--remote=https://user:•••@example.org/a']],
  [['--remote=https://user:p@ss@example.org'], ['--remote=https://user:•••@example.org']],
  [['redis://:pass@db:6379'], ['redis://:•••@db:6379']],
  [['--hook=https://example.org/?token=t&x=1'], ['--hook=https://example.org/?token=•••&x=1']],
  [['--opts=user=u,password=p'], ['--opts=user=u,password=•••']],
  // What is none
  [
    ['--port=80', '-v', '--ipv4=10.0.0.2/24', '--ipv6=2001:db8::1/64'],
    ['--port=80', '-v', '--ipv4=10.0.0.2/24', '--ipv6=2001:db8::1/64'],
  ],
  [['--remote=https://example.org/a/long/path'], ['--remote=https://example.org/a/long/path']],
  [
    ['--name=a-quite-long-name-of-a-unikernel', '--mac=00:80:41:aa:bb:cc'],
    ['--name=a-quite-long-name-of-a-unikernel', '--mac=00:80:41:aa:bb:cc'],
  ],
  // References are none, what stands beside them may be
  [['--dns-key=@{DNS_KEY}'], ['--dns-key=@{DNS_KEY}']],
  [['--dns-key=n:@{DNS_KEY}'], ['--dns-key=•••@{DNS_KEY}']],
  [['--dns-key=$@{DNS_KEY}'], ['--dns-key=•••']],
  [['--x=$@{X}'], ['--x=$@{X}']],
];

/** `@{A}` is written here for a reference to the secret A. */
const meant = (texts: readonly string[]) =>
  texts.map((text) => text.replaceAll('@{', '$' + '{secret:'));

describe('arguments are masked', () => {
  for (const [given, shown] of rows) {
    it(JSON.stringify(given), () => {
      assert.deepEqual(maskArguments(meant(given)), meant(shown));
      assert.deepEqual(maskArguments(meant(shown)), meant(shown), 'again');
    });
  }
});
