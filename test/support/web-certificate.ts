import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { KeyPair } from '../../src/http/listen.ts';

/**
 * A certificate for localhost and more names that nobody has signed but itself, as `openssl` makes one, good for so
 * many days.
 */
export function newWebCertificate(days = 2, ...more: readonly string[]): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'fulmar-certificate-'));
  const file = (name: string) => join(folder, name);
  try {
    const kind = ['-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const names = [
      '-subj',
      '/CN=localhost',
      '-addext',
      ['subjectAltName=DNS:localhost,IP:127.0.0.1', ...more.map((name) => `DNS:${name}`)].join(','),
    ];
    const files = ['-keyout', file('key'), '-out', file('cert')];
    execFileSync('openssl', ['req', ...kind, ...names, ...files, '-days', `${days}`], {
      stdio: 'ignore',
    });
    return { cert: readFileSync(file('cert'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Has this process trust certificates, beside those that it does already, until disposed. */
export function trustCertificates(...certificates: readonly KeyPair[]): Disposable {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, ...certificates.map(({ cert }) => cert)]);
  return { [Symbol.dispose]: () => setDefaultCACertificates(before) };
}
