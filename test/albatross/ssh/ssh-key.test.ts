import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import ssh2 from 'ssh2';
import { authorizedKeysLine, publicKeyLine } from '../../../src/albatross/ssh/authorized-keys.ts';
import { linuxFolder, socketPathsIn } from '../../../src/albatross/ssh/socket-paths.ts';
import { newSshKey, parseSshKey } from '../../../src/albatross/ssh/ssh-key.ts';

const passphrase = 'open sesame';

describe('a private key for SSH', () => {
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1', secret?: string) =>
    key
      .export({ format: 'pem', type, ...(secret && { cipher: 'aes-256-cbc', passphrase: secret }) })
      .toString();

  const forms: [string, KeyObject, 'pkcs8' | 'pkcs1' | 'sec1', string][] = [
    ['Ed25519 in PKCS #8', ed25519, 'pkcs8', 'ssh-ed25519'],
    ['RSA in PKCS #8', rsa, 'pkcs8', 'ssh-rsa'],
    ['RSA in PKCS #1', rsa, 'pkcs1', 'ssh-rsa'],
    ['ECDSA in PKCS #8', ec, 'pkcs8', 'ecdsa-sha2-nistp256'],
    ['ECDSA in SEC 1', ec, 'sec1', 'ecdsa-sha2-nistp256'],
  ];
  for (const [title, key, form, type] of forms) {
    it(`is read, and read again from what it was made into [${title}]`, () => {
      const parsed = parseSshKey(pem(key, form));
      assert.equal(parsed.type, type);
      assert.deepEqual(parseSshKey(parsed.privateKey).publicKey, parsed.publicKey);
    });

    it(`is read with its passphrase only [${title}]`, () => {
      const text = pem(key, form, passphrase);
      const { publicKey } = parseSshKey(pem(key, form));
      assert.deepEqual(parseSshKey(text, passphrase).publicKey, publicKey);
      assert.throws(() => parseSshKey(text), { reason: 'passphrase-needed' });
      assert.throws(() => parseSshKey(text, ''), { reason: 'passphrase-needed' });
      assert.throws(() => parseSshKey(text, 'another'), { reason: 'passphrase-wrong' });
    });
  }

  const kinds = [
    ['ed25519', {}],
    ['ecdsa', { bits: 521 }],
    ['rsa', { bits: 2048 }],
  ] as const;
  for (const [kind, options] of kinds) {
    it(`is read in OpenSSH's own format [${kind}]`, () => {
      const plain = openSshKey(kind, { ...options, comment: 'me@home' });
      const parsed = parseSshKey(plain.private);
      assert.equal(publicKeyLine({ ...parsed, comment: 'me@home' }), plain.public.trim());
    });

    it(`is read in OpenSSH's own format with its passphrase only [${kind}]`, () => {
      const locked = openSshKey(kind, { ...options, passphrase, cipher: 'aes256-cbc', rounds: 1 });
      const parsed = parseSshKey(locked.private, passphrase);
      assert.ok(locked.public.includes(parsed.publicKey.toString('base64')));
      assert.doesNotMatch(parsed.privateKey, /sesame/);
      assert.throws(() => parseSshKey(locked.private), { reason: 'passphrase-needed' });
      assert.throws(() => parseSshKey(locked.private, 'x'), { reason: 'passphrase-wrong' });
    });
  }

  it('is not read where its passphrase would cost too much', () => {
    const options = { passphrase, cipher: 'aes256-cbc', rounds: 1 };
    const [begin, ...lines] = openSshKey('ed25519', options).private.trim().split('\n');
    const octets = Buffer.from(lines.slice(0, -1).join(''), 'base64');
    // Behind the magic, the names of cipher and derivation, and the salt.
    octets.writeUInt32BE(129, 63);
    const text = [begin, octets.toString('base64'), lines.at(-1)].join('\n');
    assert.throws(() => parseSshKey(text, passphrase), { reason: 'unsupported' });
  });

  it('is refused where it is none', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const texts = [
      '',
      'no key',
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      pem(ed25519, 'pkcs8').replace('MC4C', 'XXXX'),
      newSshKey('x').privateKey.replace('b3BlbnNza', 'XXXXXXXXX'),
      newSshKey('x').privateKey.replace(/\n[^-\n]{30}/, '\n'),
    ];
    for (const text of texts) {
      assert.throws(() => parseSshKey(text), { code: 'invalid-ssh-key', reason: 'malformed' });
    }
  });

  it('is refused where no sshd would take it', () => {
    const keys = [
      pem(generateKeyPairSync('ed448').privateKey, 'pkcs8'),
      pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, 'sec1'),
      'PuTTY-User-Key-File-3: ssh-ed25519\n',
    ];
    for (const key of keys) assert.throws(() => parseSshKey(key), { reason: 'unsupported' });
  });

  it('does not appear in what is said about it', () => {
    const text = pem(ed25519, 'pkcs8').replace('MC4C', 'XXXX');
    assert.throws(
      () => parseSshKey(text, 'a secret'),
      (error: Error) => !error.message.includes('a secret') && !error.message.includes('XXXX'),
    );
  });
});

describe('a new key for SSH', () => {
  it('is an Ed25519 key that others read', () => {
    for (const comment of ['', 'fulmar', 'fulmar at example.org']) {
      const key = newSshKey(comment);
      const read = ssh2.utils.parseKey(key.privateKey);
      assert.ok(!(read instanceof Error));
      assert.deepEqual([read.type, read.comment], ['ssh-ed25519', comment]);
      const signature = read.sign('something');
      assert.ok(createPrivateKey(read.getPrivatePEM()) && read.verify('something', signature));
    }
    assert.notDeepEqual(newSshKey('').publicKey, newSshKey('').publicKey);
  });

  it('has a line, and one line only', () => {
    const { publicKey } = newSshKey('');
    const key = { ...newSshKey('two\nlines\0'), publicKey };
    assert.equal(publicKeyLine(key), `ssh-ed25519 ${publicKey.toString('base64')} two lines`);
  });
});

describe('the line for authorized_keys', () => {
  const key = newSshKey('fulmar');
  const line = (target: Parameters<typeof authorizedKeysLine>[1]) =>
    authorizedKeysLine(publicKeyLine(key), target).replace(publicKeyLine(key), 'KEY');

  it('permits the sockets only', () => {
    assert.equal(
      line({ kind: 'sockets', paths: socketPathsIn(linuxFolder) }),
      'restrict,port-forwarding,permitopen="[/run/albatross/util/vmmd.sock]:*",permitopen="[/run/albatross/util/console.sock]:*",permitopen="[/run/albatross/util/stat.sock]:*",command="false" KEY',
    );
  });

  it('permits the endpoint only', () => {
    const endpoint = (address: string) => line({ kind: 'endpoint', address, port: 1025 });
    assert.equal(
      endpoint('127.0.0.1'),
      'restrict,port-forwarding,permitopen="127.0.0.1:1025",command="false" KEY',
    );
    assert.equal(
      endpoint('::1'),
      'restrict,port-forwarding,permitopen="[::1]:1025",command="false" KEY',
    );
  });

  it('is not made for a target that would need quoting', () => {
    const paths = socketPathsIn('/run/"albatross"');
    assert.throws(() => line({ kind: 'sockets', paths }), RangeError);
    const address = '127.0.0.1:1",permitopen="*';
    assert.throws(() => line({ kind: 'endpoint', address, port: 1025 }), RangeError);
  });
});

/** Made by ssh2, not by us. */
function openSshKey(kind: 'ed25519' | 'ecdsa' | 'rsa', options: object) {
  const { generateKeyPairSync: generate } = ssh2.utils;
  const bits = { bits: 2048, ...options };
  if (kind === 'rsa') return generate('rsa', bits);
  return kind === 'ecdsa'
    ? generate('ecdsa', { bits: 521, ...options })
    : generate('ed25519', options);
}
