import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { albatrossExtension } from '../../src/albatross/certificates/read.ts';
import type { Command } from '../../src/albatross/commands.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import {
  type WrongCertificate,
  wrongCertificates,
} from '../../src/emulator/tls/host-certificates.ts';
import { unikernels, volumes, words } from './support/answers.ts';
import { alice, Client, credentialsFor, open } from './support/client.ts';
import { create } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const info: Command = { type: 'unikernel-info' };
const set: Command = { type: 'block-set', compressed: false };

describe('faults of an emulated host', () => {
  const emulated = useEmulator();

  it('happen to the commands, names and times they are for', async () => {
    const { host } = emulated;
    const fault = host.faults.add(
      { kind: 'failure', words: 'no disk' },
      { command: 'block-add', name: 'alice:data', times: 1 },
    );
    const add: Command = { type: 'block-add', size: 1 };
    assert.deepEqual(await words(host, alice('other'), add), ['added block device']);
    assert.deepEqual(await words(host, alice('data'), info), ['unikernel-info']);
    assert.equal(fault.hits, 0);
    assert.deepEqual(await words(host, alice('data'), add), ['failure: no disk']);
    assert.deepEqual(await words(host, alice('data'), add), ['added block device']);
    assert.equal(fault.hits, 1);
  });

  it('leave the command in the log, as every command is', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'silent-close' });
    assert.deepEqual(await words(host, alice('hello'), info), []);
    assert.deepEqual(host.commands.all, [{ name: 'alice:hello', type: 'unikernel-info' }]);
  });

  it('make a command slow', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'slow', milliseconds: 50 });
    const before = performance.now();
    assert.deepEqual(await words(host, alice(), info), ['unikernel-info']);
    assert(performance.now() - before >= 45);
  });

  it('keep silent until they are released', async () => {
    const { host } = emulated;
    const fault = host.faults.add({ kind: 'silent' });
    const client = open(host, alice(), info);
    while (fault.hits === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(client.octets.length, 0);
    fault.release();
    assert.deepEqual(await client.rest(), []);
    assert.equal(client.error, null);
    assert.deepEqual(await words(host, alice(), info), ['unikernel-info']);
  });

  it('answer garbage', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'garbage', octets: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const client = new Client(host, credentialsFor(host, alice(), info), {}, { isFramed: false });
    await client.rest();
    assert.equal(client.octets.toString(), 'HTTP/1.1 400 Bad Request\r\n\r\n');
  });

  it('reset the connection in the midst of the data', async () => {
    const { host } = emulated;
    await words(host, alice('data'), { type: 'block-add', size: 1 });
    host.faults.add({ kind: 'reset-request', afterOctets: 200_000 }, { command: 'block-set' });
    const client = open(host, alice('data'), set);
    await client.send(Array.from({ length: 16 }, () => Buffer.alloc(65_536, 1)));
    assert.deepEqual(await client.rest(), []);
    assert.match(client.error?.message ?? '', /ECONNRESET|EPIPE/);
    assert.deepEqual(await volumes(host, alice()), { ':data': { size: 1, active: false } });
  });

  it('carry a command out and reset the connection in the midst of the answer', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'reset-reply', afterOctets: 7 }, { command: 'unikernel-create' });
    assert.deepEqual(await create(host, alice('hello')), []);
    assert.equal((await unikernels(host, alice())).length, 1);
  });

  it('carry a command out and hold the answer back, until they are released', async () => {
    const { host } = emulated;
    const fault = host.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-create' });
    const creating = create(host, alice('hello'));
    while (fault.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await unikernels(host, alice())).length, 1);
    fault.release();
    assert.deepEqual(await creating, ['created unikernel']);
    assert.equal(fault.waiting, 0);
  });

  it('read data no further than so many octets, until they are released', async () => {
    const { host } = emulated;
    await words(host, alice('data'), { type: 'block-add', size: 64 });
    const fault = host.faults.add({ kind: 'pause-reading', afterOctets: 100_000 });
    const client = open(host, alice('data'), set);
    const chunk = Buffer.alloc(2 ** 20);
    const sent = client.send(Array.from({ length: 64 }, () => chunk));
    const pause = new Promise((resolve) => setTimeout(resolve, 300, 'stuck'));
    assert.equal(await Promise.race([sent, pause]), 'stuck');
    assert.equal(client.octets.length, 0);
    fault.release();
    await sent;
    assert.equal((await client.rest()).length, 1);
  });

  it('read data slowly', async () => {
    const { host } = emulated;
    await words(host, alice('data'), { type: 'block-add', size: 1 });
    host.faults.add({ kind: 'slow-reading', octetsPerSecond: 1_000_000 });
    const before = performance.now();
    assert.deepEqual(await words(host, alice('data'), set, [Buffer.alloc(100_000)]), [
      'set block device',
    ]);
    assert(performance.now() - before >= 90);
  });

  it('accept connections and shake no hands', async () => {
    const { host } = emulated;
    host.faults.connection = 'no-handshake';
    const socket = connect(host.port, host.address);
    await once(socket, 'connect');
    socket.write('anything');
    while (host.connections === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    host.faults.clear();
    assert.deepEqual(await words(host, alice(), info), ['unikernel-info']);
  });

  it('reset connections as soon as they are accepted', async () => {
    const { host } = emulated;
    host.faults.connection = 'reset';
    const client = open(host, alice(), info);
    assert.deepEqual(await client.rest(), []);
    assert.match(client.error?.message ?? '', /ECONNRESET|disconnected/);
  });

  it('refuse connections while the host is stopped', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    await host.stop();
    const client = open(host, alice(), info);
    await client.rest();
    assert.match(client.error?.message ?? '', /ECONNREFUSED/);
    await host.start();
    assert.equal((await unikernels(host, alice())).length, 1);
  });

  describe('present', () => {
    async function presented(kind: WrongCertificate | null): Promise<X509Certificate> {
      const { host } = emulated;
      host.faults.certificate = kind;
      const client = open(host, alice(), info);
      await once(client.socket, 'secureConnect');
      const certificate = client.socket.getPeerX509Certificate();
      assert(certificate);
      await client.rest();
      return certificate;
    }
    const isFromRoot = (certificate: X509Certificate) =>
      certificate.verify(new X509Certificate(emulated.host.authority.certificatePem).publicKey);

    it('the certificate of the host as long as nothing is wrong', async () => {
      const certificate = await presented(null);
      assert(isFromRoot(certificate));
      assert.equal(certificate.subject, 'CN=server');
      assert.equal(certificate.toString(), emulated.host.certificate.certificatePem);
    });

    const differences: Record<WrongCertificate, (certificate: X509Certificate) => boolean> = {
      'other-authority': (certificate) => !isFromRoot(certificate),
      'delegated-authority': ({ issuer }) => issuer === 'CN=tenant',
      command: ({ raw }) => albatrossExtension(raw) !== null,
      expired: ({ validToDate }) => validToDate < new Date(),
      'not-yet-valid': ({ validFromDate }) => validFromDate > new Date(),
      'other-key': (certificate) =>
        isFromRoot(certificate) &&
        certificate.toString() !== emulated.host.certificate.certificatePem,
    };
    for (const kind of wrongCertificates) {
      it(`a certificate that is not to be believed [${kind}]`, async () => {
        assert(differences[kind](await presented(kind)));
      });
    }
  });
});

describe('many emulated hosts', () => {
  const emulated = useEmulator();

  it('share a CA and a certificate, and know nothing of one another', async () => {
    const { authority, certificate } = emulated.host;
    const options = { folder: emulated.folder, authority, certificate, discardVolumes: true };
    const hosts = await Promise.all(Array.from({ length: 50 }, () => startEmulator(options)));
    try {
      const [one, other] = hosts;
      assert(one && other);
      await create(one, alice('hello'));
      assert.equal((await unikernels(one, alice())).length, 1);
      assert.equal((await unikernels(other, alice())).length, 0);
      assert.equal(new Set(hosts.map(({ port }) => port)).size, 50);
      assert.equal(new Set(hosts.map(({ fingerprint }) => fingerprint)).size, 1);
    } finally {
      await Promise.all(hosts.map((host) => host.close()));
    }
  });
});
