import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isIssuedBy } from '../../../src/albatross/certificates/credentials.ts';
import {
  createAuthority,
  issueCommandCertificate,
  issueHostCertificate,
} from '../../../src/albatross/certificates/issue.ts';
import { certificateToPem } from '../../../src/albatross/certificates/pem.ts';
import { albatrossExtension, readCertificate } from '../../../src/albatross/certificates/read.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import { decodeCertificateExtension } from '../../../src/albatross/wire/certificate-extension.ts';
import {
  alice,
  delegatedAuthority,
  now,
  policy,
  rootAuthority,
  x509,
  yearsAround,
} from '../support/authorities.ts';

describe('certificates', () => {
  const root = rootAuthority();
  const domain = delegatedAuthority(root);
  const hello = parseLabel('hello');
  const leaf = issueCommandCertificate(domain, {
    label: hello,
    command: { type: 'unikernel-info' },
    validity: yearsAround(now),
  });
  const host = issueHostCertificate(root, yearsAround(now));

  it('form a chain from the command up to the root', () => {
    assert.ok(isIssuedBy(x509(leaf), x509(domain)));
    assert.ok(isIssuedBy(x509(domain), x509(root)));
    assert.ok(isIssuedBy(x509(root), x509(root)));
    assert.ok(isIssuedBy(x509(host), x509(root)));
    assert.ok(!isIssuedBy(x509(leaf), x509(root)));
  });

  it('are CAs where they issue others, and only there', () => {
    assert.deepEqual(
      [root, domain, leaf, host].map((one) => x509(one).ca),
      [true, true, false, false],
    );
  });

  it('belong to the private key that comes with them', () => {
    for (const one of [root, domain, leaf, host]) {
      assert.ok(x509(one).checkPrivateKey(one.privateKey));
    }
  });

  it('have positive serial numbers of sixteen octets, each another', () => {
    const serials = [root, domain, leaf, host].map((one) => x509(one).serialNumber);
    for (const serial of serials) assert.match(serial, /^[4-7][0-9A-F]{31}$/);
    assert.equal(new Set(serials).size, serials.length);
  });

  it("carry the domain's policy in an intermediate and the command in a leaf", () => {
    assert.deepEqual(
      decodeCertificateExtension(albatrossExtension(domain.certificate) ?? Buffer.of()),
      {
        type: 'policy-add',
        policy,
      },
    );
    assert.deepEqual(
      decodeCertificateExtension(albatrossExtension(leaf.certificate) ?? Buffer.of()),
      {
        type: 'unikernel-info',
      },
    );
    assert.equal(albatrossExtension(root.certificate), null);
    assert.equal(albatrossExtension(host.certificate), null);
  });

  it('do not mark the albatross extension critical, but usage and constraints', () => {
    const marks = readCertificate(leaf.certificate).extensions.map(({ critical }) => critical);
    assert.deepEqual(marks, [true, true, false, false, false]);
  });

  it("name the domain, the unikernel, a dot for a whole domain and `server` for a host's own", () => {
    const whole = issueCommandCertificate(domain, {
      label: null,
      command: { type: 'policy-info' },
      validity: yearsAround(now),
    });
    const names = [domain, leaf, whole, host].map(
      (one) => readCertificate(one.certificate).commonName,
    );
    assert.deepEqual(names, [alice.label, hello, '.', 'server']);
  });

  it('say their validity in UTCTime until 2049 and in GeneralizedTime from 2050 on', () => {
    const notBefore = new Date('2049-12-31T23:59:59.999Z');
    const notAfter = new Date('2050-01-01T00:00:00Z');
    const long = createAuthority({ commonName: 'long', notBefore, notAfter });
    assert.ok(long.certificate.includes('491231235959Z'));
    assert.ok(long.certificate.includes('20500101000000Z'));
    assert.equal(x509(long).validFromDate.toISOString(), '2049-12-31T23:59:59.000Z');
    assert.equal(x509(long).validToDate.toISOString(), notAfter.toISOString());
  });

  it('are read by OpenSSL with the usages that the protocol asks for', function () {
    const text = (one: { certificate: Buffer }) => opensslText(one.certificate);
    try {
      execFileSync('openssl', ['version']);
    } catch {
      this.skip();
    }
    assert.match(
      text(domain),
      /Key Usage: critical\s+Digital Signature, Non Repudiation, Certificate Sign\n/,
    );
    assert.match(text(leaf), /Key Usage: critical\s+Digital Signature, Key Encipherment\n/);
    assert.match(text(host), /Extended Key Usage: critical\s+TLS Web Server Authentication\n/);
    assert.doesNotMatch(text(leaf), /Extended Key Usage/);
    assert.match(opensslVerify(root.certificate, domain.certificate, leaf.certificate), /: OK/);
  });

  it('have key ids that connect each with its issuer', function () {
    const id = (one: { certificate: Buffer }, label: string) =>
      new RegExp(`${label} Key Identifier:\\s*\\n\\s*([0-9A-F:]+)`).exec(
        opensslText(one.certificate),
      )?.[1];
    try {
      execFileSync('openssl', ['version']);
    } catch {
      this.skip();
    }
    assert.ok(id(root, 'Subject'));
    assert.equal(id(domain, 'Authority'), id(root, 'Subject'));
    assert.equal(id(leaf, 'Authority'), id(domain, 'Subject'));
    assert.notEqual(id(leaf, 'Subject'), id(domain, 'Subject'));
  });
});

const opensslText = (certificate: Buffer) =>
  execFileSync('openssl', ['x509', '-noout', '-text'], {
    input: certificateToPem(certificate),
    encoding: 'utf8',
  });

function opensslVerify(root: Buffer, intermediate: Buffer, leaf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'fulmar-certificates-'));
  const file = (name: string, certificate: Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, new X509Certificate(certificate).toString());
    return path;
  };
  try {
    const args = ['-CAfile', file('root', root), '-untrusted', file('domain', intermediate)];
    const at = ['-x509_strict', '-attime', String(now.getTime() / 1000)];
    return execFileSync('openssl', ['verify', ...at, ...args, file('leaf', leaf)], {
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
