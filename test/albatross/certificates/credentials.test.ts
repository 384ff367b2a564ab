import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { buildCertificate, distinguishedName } from '../../../src/albatross/certificates/build.ts';
import { certificateChain } from '../../../src/albatross/certificates/chain.ts';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import { albatross, authorityExtensions } from '../../../src/albatross/certificates/extensions.ts';
import { issueCommandCertificate } from '../../../src/albatross/certificates/issue.ts';
import { privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { readCertificate } from '../../../src/albatross/certificates/read.ts';
import { signerOf } from '../../../src/albatross/certificates/signer.ts';
import { CredentialsError, type CredentialsReason } from '../../../src/albatross/errors.ts';
import { encodeCertificateExtension } from '../../../src/albatross/wire/certificate-extension.ts';
import {
  alice,
  credentialsOf,
  delegatedAuthority,
  now,
  pemOf,
  rootAuthority,
  sub,
  x509,
  yearsAround,
} from '../support/authorities.ts';

const root = rootAuthority();
const rootKey = privateKeyToPem(root.privateKey);

/** In which words it is refused is told by the last argument. */
function assertRefused(
  reason: CredentialsReason,
  certificate: string,
  key: string,
  words: RegExp,
  at = now,
) {
  assert.throws(
    () => parseCredentials(certificate, key, at),
    (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.reason, reason);
      assert.match(error.message, words);
      // What comes of another error keeps it.
      assert.equal(error.cause instanceof Error, /cannot be read|can be read/.test(error.message));
      return true;
    },
  );
}

describe('parseCredentials', () => {
  it('takes the root and its key', () => {
    const credentials = parseCredentials(pemOf([root]), rootKey, now);
    assert.deepEqual(credentials.prefix, []);
    assert.deepEqual(credentials.delegated, []);
    assert.deepEqual(credentials.root.raw, root.certificate);
  });

  it('takes a delegated CA, the CAs above it and the root last; their domains are the prefix', () => {
    const outer = delegatedAuthority(root, alice);
    const inner = delegatedAuthority(outer, sub);
    const credentials = credentialsOf([inner, outer, root]);
    assert.deepEqual(credentials.prefix, ['alice', 'sub']);
    assert.deepEqual(credentials.delegated, [inner.certificate, outer.certificate]);
    assert.deepEqual(credentials.root.raw, root.certificate);
  });

  it('finds certificate and key among other text', () => {
    const text = `Bag Attributes\n${pemOf([root])}\n`;
    assert.ok(parseCredentials(text, `${text}${rootKey}`, now));
  });

  it('refuses what it cannot use, each with its reason', () => {
    const other = rootAuthority();
    const delegated = delegatedAuthority(root);
    const delegatedKey = privateKeyToPem(delegated.privateKey);
    const pair = generateKeyPairSync('ed25519');
    const encrypted = pair.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString();
    const garbled = pemOf([root]).replace(/MI/, 'AA');
    const garbledKey = rootKey.replace(/MC/, 'AA');
    const leaf = issueCommandCertificate(root, {
      label: alice.label,
      command: { type: 'policy-info' },
      validity: yearsAround(now),
    });
    const notPolicy = authorityWithCommand();

    const noCertificate = /^there is no certificate: PEM is expected$/;
    assertRefused('no-certificate', '', rootKey, noCertificate);
    assertRefused('no-certificate', rootKey, rootKey, noCertificate);
    assertRefused('malformed-certificate', garbled, rootKey, /^a certificate cannot be read$/);
    const noKey = /^there is no private key: PEM is expected$/;
    assertRefused('no-private-key', pemOf([root]), '', noKey);
    const decrypt = /^the private key is encrypted: decrypt it first \(openssl pkey\)$/;
    assertRefused('encrypted-private-key', pemOf([root]), encrypted, decrypt);
    const garbledWords = /^the private key cannot be read$/;
    assertRefused('malformed-private-key', pemOf([root]), garbledKey, garbledWords);
    const mismatch = /^the private key does not match the first certificate$/;
    assertRefused('key-mismatch', pemOf([root]), privateKeyToPem(other.privateKey), mismatch);
    assertRefused('key-mismatch', pemOf([root, delegated]), delegatedKey, mismatch);
    const leafKey = privateKeyToPem(leaf.privateKey);
    const noAuthority = /^the certificate of CN=alice is not one of a CA$/;
    assertRefused('not-an-authority', pemOf([leaf]), leafKey, noAuthority);
    const broken = /^the certificate of CN=alice is not issued by the one that follows it$/;
    assertRefused('broken-chain', pemOf([delegated, other]), delegatedKey, broken);
    const noRoot = /^the last certificate, of CN=alice, is not self-signed: the host's root CA has/;
    assertRefused('no-root', pemOf([delegated]), delegatedKey, noRoot);
    const late = /^the certificate of CN=albatross test expired on Nov 22 12:00:00 2027 GMT$/;
    assertRefused('expired', pemOf([root]), rootKey, late, new Date('2030-01-01'));
    const early =
      /^the certificate of CN=albatross test is valid from Nov 22 12:00:00 2025 GMT on$/;
    assertRefused('not-yet-valid', pemOf([root]), rootKey, early, new Date('2020-01-01'));
    const command = /^the delegated CA alice carries a command, not a policy$/;
    const notPolicyKey = privateKeyToPem(notPolicy.privateKey);
    assertRefused('invalid-domain', pemOf([notPolicy, root]), notPolicyKey, command);
  });

  // Equivalent: src/albatross/certificates/credentials.ts, `if (!first || !root) {` → `if (!first
  // && !root) {`: a chain has a first certificate where it has a last.
  it('takes an authority from its first moment to its last', () => {
    const { notBefore, notAfter } = yearsAround(now);
    for (const moment of [notBefore, notAfter]) {
      assert.ok(parseCredentials(pemOf([root]), rootKey, moment));
    }
  });

  it('passes over a delegated CA that names no domain, and refuses one whose domain cannot be read', () => {
    const nameless = authorityWith([]);
    const key = privateKeyToPem(nameless.privateKey);
    assert.deepEqual(parseCredentials(pemOf([nameless, root]), key, now).prefix, []);
    const garbled = authorityWith([albatross(Buffer.from('no DER'))]);
    const words = /^the delegated CA alice carries no domain that can be read$/;
    const garbledKey = privateKeyToPem(garbled.privateKey);
    assertRefused('invalid-domain', pemOf([garbled, root]), garbledKey, words);
  });

  it('never repeats the key in an error', () => {
    const secret = rootKey.split('\n')[1] ?? '';
    try {
      parseCredentials(pemOf([rootAuthority()]), rootKey, now);
      assert.fail('it was taken');
    } catch (error) {
      assert.ok(error instanceof CredentialsError);
      assert.ok(!`${error.message}${error.stack}`.includes(secret));
    }
  });
});

/** A CA below the root that carries a command where a policy should be. */
const authorityWithCommand = () =>
  authorityWith([albatross(encodeCertificateExtension({ type: 'block-info' }))]);

/** A CA below the root with these extensions besides those of every CA. */
function authorityWith(extensions: readonly Buffer[]) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const content = {
    issuer: root.subject,
    subject: distinguishedName('alice'),
    validity: yearsAround(now),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    extensions: [...authorityExtensions, ...extensions],
  };
  return { certificate: buildCertificate(content, root.signer), privateKey };
}

describe('certificateChain', () => {
  const command = { type: 'unikernel-destroy' } as const;
  const target = { domains: [alice, sub], label: alice.label };

  it('is the leaf, the domains from the innermost out, then the delegated CAs, without the root', () => {
    const delegated = delegatedAuthority(root);
    const credentials = credentialsOf([delegated, root]);
    const { certificates } = certificateChain(credentials, target, command, now);
    const names = certificates.map((one) => readCertificate(one).commonName);
    assert.deepEqual(names, ['alice', 'sub', 'alice', 'alice']);
    assert.deepEqual(certificates[3], delegated.certificate);
  });

  it('is valid from 150 s before the given time to 300 s after it', () => {
    const { certificates } = certificateChain(credentialsOf([root]), target, command, now);
    for (const certificate of certificates) {
      const { validFromDate, validToDate } = x509({ certificate });
      assert.equal(now.getTime() - validFromDate.getTime(), 150_000);
      assert.equal(validToDate.getTime() - now.getTime(), 300_000);
    }
  });

  it('is never longer than a host takes', () => {
    const chainOf = (depth: number) =>
      certificateChain(
        credentialsOf([root]),
        { domains: Array(depth).fill(alice), label: null },
        command,
        now,
      );
    assert.equal(chainOf(8).certificates.length, 9);
    const message = 'a host takes chains of at most 9 certificates';
    assert.throws(() => chainOf(9), { code: 'invalid-name', message });
  });

  it('has fresh keys each time', () => {
    const credentials = credentialsOf([root]);
    const keys = [1, 2].flatMap(() =>
      certificateChain(credentials, target, command, now).certificates.map((one) =>
        readCertificate(one).publicKey.toString('hex'),
      ),
    );
    assert.equal(new Set(keys).size, 6);
  });

  const keys: Record<string, () => { privateKey: KeyObject; publicKey: KeyObject }> = {
    Ed25519: () => generateKeyPairSync('ed25519'),
    'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };
  for (const [name, generate] of Object.entries(keys)) {
    it(`verifies where the CA's key is ${name}`, () => {
      const { privateKey, publicKey } = generate();
      const subject = distinguishedName('root of its own');
      const certificate = buildCertificate(
        {
          issuer: subject,
          subject,
          validity: yearsAround(now),
          publicKey: publicKey.export({ type: 'spki', format: 'der' }),
          extensions: authorityExtensions,
        },
        signerOf(privateKey),
      );
      const pem = privateKeyToPem(privateKey);
      const credentials = parseCredentials(pemOf([{ certificate }]), pem, now);
      const chain = certificateChain(credentials, target, command, now).certificates;
      const issuers = [...chain.slice(1), certificate];
      for (const [index, one] of chain.entries()) {
        const issuer = x509({ certificate: issuers[index] ?? certificate });
        assert.ok(x509({ certificate: one }).checkIssued(issuer));
        assert.ok(x509({ certificate: one }).verify(issuer.publicKey));
      }
    });
  }

  it('refuses a CA key that cannot sign', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const message = 'a private key of type x25519 cannot sign here: use Ed25519, P-256 or RSA';
    const told = { code: 'invalid-credentials', reason: 'unsupported-private-key', message };
    assert.throws(() => signerOf(privateKey), told);
  });
});
