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

function assertRefused(reason: CredentialsReason, certificate: string, key: string, at = now) {
  assert.throws(
    () => parseCredentials(certificate, key, at),
    (error: unknown) => error instanceof CredentialsError && error.reason === reason,
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

    assertRefused('no-certificate', '', rootKey);
    assertRefused('no-certificate', rootKey, rootKey);
    assertRefused('malformed-certificate', garbled, rootKey);
    assertRefused('no-private-key', pemOf([root]), '');
    assertRefused('encrypted-private-key', pemOf([root]), encrypted);
    assertRefused('malformed-private-key', pemOf([root]), garbledKey);
    assertRefused('key-mismatch', pemOf([root]), privateKeyToPem(other.privateKey));
    assertRefused('key-mismatch', pemOf([root, delegated]), delegatedKey);
    assertRefused('not-an-authority', pemOf([leaf]), privateKeyToPem(leaf.privateKey));
    assertRefused('broken-chain', pemOf([delegated, other]), delegatedKey);
    assertRefused('no-root', pemOf([delegated]), delegatedKey);
    assertRefused('expired', pemOf([root]), rootKey, new Date('2030-01-01'));
    assertRefused('not-yet-valid', pemOf([root]), rootKey, new Date('2020-01-01'));
    assertRefused(
      'invalid-domain',
      pemOf([notPolicy, root]),
      privateKeyToPem(notPolicy.privateKey),
    );
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
function authorityWithCommand() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const content = {
    issuer: root.subject,
    subject: distinguishedName('alice'),
    validity: yearsAround(now),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    extensions: [
      ...authorityExtensions,
      albatross(encodeCertificateExtension({ type: 'block-info' })),
    ],
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
    assert.throws(() => chainOf(9), { code: 'invalid-name' });
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
    assert.throws(() => signerOf(privateKey), { code: 'invalid-credentials' });
  });
});
