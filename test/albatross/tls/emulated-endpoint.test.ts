import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import { issueDomainCertificate } from '../../../src/albatross/certificates/issue.ts';
import { privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { Host } from '../../../src/albatross/host/host.ts';
import { formatName, parseLabel, root } from '../../../src/albatross/names.ts';
import {
  TlsTransport,
  type TlsTransportOptions,
} from '../../../src/albatross/tls/tls-transport.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { alice, delegatedAuthority, pemOf, rootAuthority, sub } from '../support/authorities.ts';

describe('the endpoint of an emulated host', () => {
  const authority = rootAuthority(new Date());
  const pair = {
    certificatePem: pemOf([authority]),
    privateKeyPem: privateKeyToPem(authority.privateKey),
  };
  const credentials = parseCredentials(pair.certificatePem, pair.privateKeyPem, new Date());
  let folder: string;
  let emulator: Emulator;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-host-'));
    emulator = await startEmulator({ folder, authority: pair });
  });

  afterEach(() => emulator.faults.clear());

  after(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  const transport = (options: Partial<TlsTransportOptions> = {}) =>
    new TlsTransport({ address: '127.0.0.1', port: emulator.port, credentials, ...options });
  const client = () => new Host(transport());

  describe('reached with a delegated CA', () => {
    const delegated = delegatedAuthority(authority, alice, new Date());
    const pem = pemOf([delegated, authority]);
    const own = parseCredentials(pem, privateKeyToPem(delegated.privateKey), new Date());
    const inner = { domains: [sub], label: parseLabel('data') };

    it('has its root in the delegated domain, whose label is in no name', async () => {
      const host = new Host(transport({ credentials: own }));
      await host.addVolume(inner, 1);
      assert.equal(formatName((await host.volume(inner))?.name ?? root), 'sub:data');
      assert.deepEqual(
        (await host.volumes([])).map(({ name }) => formatName(name)),
        ['sub:data'],
      );
      assert.deepEqual(
        (await client().volumes([])).map(({ name }) => formatName(name)),
        ['alice:sub:data'],
      );
      await host.removeVolume(inner);
    });
  });

  describe('that is not to be believed', () => {
    const cases = [
      ['other-authority', 'not-issued-by-ca'],
      ['delegated-authority', 'not-issued-by-ca'],
      ['command', 'not-for-a-server'],
      ['expired', 'expired'],
      ['not-yet-valid', 'not-yet-valid'],
      ['other-key', 'fingerprint-changed'],
    ] as const;
    for (const [certificate, reason] of cases) {
      it(`is refused [${certificate}]`, async () => {
        emulator.faults.certificate = certificate;
        const { fingerprint } = emulator;
        await assert.rejects(new Host(transport({ fingerprint })).policies([]), { reason });
      });
    }

    it('is believed again with the key that is known', async () => {
      const { fingerprint } = emulator;
      await new Host(transport({ fingerprint })).policies([]);
    });
  });

  describe('that refuses our certificates', () => {
    const stranger = rootAuthority(new Date());
    const volume = { domains: [alice], label: parseLabel('data') };
    const strange = {
      ...parseCredentials(pemOf([stranger]), privateKeyToPem(stranger.privateKey), new Date()),
      root: credentials.root,
    };
    const later = () => new Date(Date.now() + 3_600_000);

    it('says so by an alert [unknown CA]', async () => {
      const host = new Host(transport({ credentials: strange }));
      await assert.rejects(host.policies([]), { code: 'certificate-refused', alert: 42 });
    });

    it('says so by an alert [clocks that differ by an hour]', async () => {
      const host = new Host(transport({ now: later }));
      await assert.rejects(host.policies([]), { code: 'certificate-refused', alert: 45 });
    });

    it('is told to have met a CA of ours that has expired, which it does not say', async () => {
      const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000);
      const validity = { notBefore: days(-10), notAfter: days(-1) };
      const expired = issueDomainCertificate(authority, { ...alice, validity });
      const key = privateKeyToPem(expired.privateKey);
      const own = parseCredentials(pemOf([expired, authority]), key, days(-5));
      const host = new Host(transport({ credentials: own }));
      const words =
        /the CA CN=alice, which signs commands, expired on [-0-9]+T.* \(TLS alert 42\)$/;
      await assert.rejects(host.policies([]), { code: 'certificate-refused', message: words });
    });

    it('is understood while we send, too', async () => {
      const content = randomBytes(1024 * 1024);
      async function* endless() {
        for (;;) yield content;
      }
      const host = new Host(transport({ credentials: strange }));
      for (let time = 0; time < 10; time++) {
        await assert.rejects(host.setVolume(volume, endless(), { compressed: false }), {
          alert: 42,
        });
      }
    });
  });

  it('that resets connections is a typed error', async () => {
    emulator.faults.connection = 'reset';
    await assert.rejects(client().volumes([]), { code: 'transport' });
  });

  it('that never completes a handshake is given up', async () => {
    emulator.faults.connection = 'no-handshake';
    const impatient = new Host(transport({ connectTimeoutMilliseconds: 50 }));
    await assert.rejects(impatient.volumes([]), { code: 'timeout', phase: 'connect' });
  });
});
