import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import { privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { Host, type HostLimits } from '../../../src/albatross/host/host.ts';
import { formatName, parseLabel, root } from '../../../src/albatross/names.ts';
import {
  TlsTransport,
  type TlsTransportOptions,
} from '../../../src/albatross/tls/tls-transport.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import {
  alice,
  delegatedAuthority,
  pemOf,
  policy,
  rootAuthority,
  sub,
} from '../support/authorities.ts';
import { collect, config, hello, streamOf, unikernelArguments } from '../support/samples.ts';

const mebibyte = 1024 * 1024;
const volume = { domains: [alice], label: parseLabel('data') };
const whole = { compressed: false };

describe('an emulated host', () => {
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
    emulator = await startEmulator({
      folder,
      authority: pair,
      consoleInterval: 10,
      statsInterval: 10,
    });
  });

  afterEach(() => emulator.faults.clear());

  after(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  const transport = (options: Partial<TlsTransportOptions> = {}) =>
    new TlsTransport({ address: '127.0.0.1', port: emulator.port, credentials, ...options });
  const client = (limits?: Partial<HostLimits>) => new Host(transport(), limits);

  describe("'s unikernels", () => {
    const image = sampleImage({ target: 'spt', padTo: 300_000 });
    const source = () => ({ size: image.length, content: streamOf(image) });

    before(() => client().createUnikernel(hello, config, source()));
    after(() => client().destroyUnikernel(hello));

    it('run after they are created, in a domain that has its policy', async () => {
      const host = client();
      const running = await host.unikernel(hello);
      assert.deepEqual(running?.digest, createHash('sha256').update(image).digest());
      const list = await host.unikernels([]);
      assert.deepEqual(
        list.map(({ name }) => formatName(name)),
        ['alice:hello'],
      );
      const policies = await host.policies([alice]);
      assert.deepEqual(
        policies.map(({ name, value }) => [formatName(name), value]),
        [['alice:', policy]],
      );
    });

    it('are replaced with force only', async () => {
      await assert.rejects(client().createUnikernel(hello, config, source()), {
        words: 'Unikernel with same name is already running',
      });
      await client().createUnikernel(hello, config, source(), { force: true });
    });

    it('restart as they are and with new arguments', async () => {
      const host = client();
      await host.restartUnikernel(hello, null);
      await host.restartUnikernel(hello, { ...unikernelArguments, arguments: ['--hello'] });
      assert.deepEqual((await host.unikernel(hello))?.arguments, ['--hello']);
    });

    it('give their image back, also compressed', async () => {
      const plain = await client().unikernelImage(hello, 0);
      assert.ok((await collect(plain.content)).equals(image));
      const small = await client().unikernelImage(hello, 9);
      assert.ok(small.compressed && small.size < image.length);
      assert.ok(inflateSync(await collect(small.content)).equals(image));
    });

    it('print on their console', async () => {
      const console = await client().console(hello, { count: 1024 });
      for await (const { line } of console) {
        assert.ok(line.length > 0);
        break;
      }
    });

    it('are sampled', async () => {
      for await (const { name } of await client().stats([alice])) {
        assert.equal(formatName(name), 'alice:hello');
        break;
      }
    });
  });

  describe("'s volumes", () => {
    const content = randomBytes(3 * mebibyte + 5);
    const padded = Buffer.concat([content, Buffer.alloc(mebibyte - 5)]);
    const dump = async (level: number) => {
      const { compressed, content: stream } = await client().dumpVolume(volume, level);
      const octets = await collect(stream);
      return compressed ? inflateSync(octets) : octets;
    };

    before(() => client().addVolume(volume, 4));
    after(() => client().removeVolume(volume));

    it('are listed, and told of by name', async () => {
      const list = await client().volumes([]);
      assert.deepEqual(
        list.map(({ name, size }) => [formatName(name), size]),
        [['alice:data', 4]],
      );
      assert.equal((await client().volume(volume))?.active, false);
      assert.equal(await client().volume(hello), null);
    });

    it('hold what they are filled with, and zeros after it', async () => {
      await client().setVolume(volume, streamOf(content), whole);
      assert.ok((await dump(0)).equals(padded));
      assert.ok((await dump(6)).equals(padded));
    });

    it('take compressed content', async () => {
      await client().setVolume(volume, streamOf(deflateSync(content)), { compressed: true });
      assert.ok((await dump(0)).equals(padded));
    });

    it('hold zeros when they are filled with nothing', async () => {
      await client().setVolume(volume, streamOf(), whole);
      assert.ok((await dump(0)).equals(Buffer.alloc(4 * mebibyte)));
    });

    it('keep their size when the content breaks off and is ended properly', async () => {
      async function* broken() {
        yield content;
        throw new Error('the client left');
      }
      const options = { ...whole, onSourceFailure: 'finish' } as const;
      await assert.rejects(client().setVolume(volume, broken(), options), {
        message: 'the client left',
      });
      assert.equal((await client().volume(volume))?.size, 4);
    });

    it('are not told to be missing while they are filled: the daemon seems lost', async () => {
      const missing = { ...volume, label: parseLabel('missing') };
      await assert.rejects(client().setVolume(missing, streamOf(content), whole), {
        code: 'daemon-lost',
      });
    });
  });

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
      ['expired', 'outside-validity'],
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

    it('is understood while we send, too', async () => {
      const content = randomBytes(mebibyte);
      async function* endless() {
        for (;;) yield content;
      }
      const host = new Host(transport({ credentials: strange }));
      for (let time = 0; time < 10; time++) {
        await assert.rejects(host.setVolume(volume, endless(), whole), { alert: 42 });
      }
    });
  });

  describe('that fails', () => {
    it('in mid-stream never makes a dump end well', async () => {
      await client().addVolume(volume, 4);
      emulator.faults.add({ kind: 'reset-reply', afterOctets: 100_000 }, { command: 'block-dump' });
      const { content } = await client().dumpVolume(volume, 0);
      await assert.rejects(collect(content), { code: 'transport' });
      await client().removeVolume(volume);
    });

    it('in any way is a typed error, within the limit', async () => {
      const host = client({ replyTimeout: 1_000 });
      const faults = [
        [{ kind: 'silent' }, 'timeout'],
        [{ kind: 'silent-close' }, 'silent-close'],
        [{ kind: 'failure', words: 'no' }, 'host-failure'],
        [{ kind: 'garbage', octets: Buffer.alloc(64, 7) }, 'message-too-large'],
        [{ kind: 'slow', milliseconds: 5000 }, 'timeout'],
      ] as const;
      for (const [fault, code] of faults) {
        emulator.faults.add(fault, { times: 1 });
        await assert.rejects(host.volumes([]), { code });
        emulator.faults.clear();
      }
    });

    it('before the handshake is one too', async () => {
      emulator.faults.connection = 'reset';
      await assert.rejects(client().volumes([]), { code: 'transport' });
      emulator.faults.connection = 'no-handshake';
      const impatient = new Host(transport({ connectTimeoutMilliseconds: 50 }));
      await assert.rejects(impatient.volumes([]), { code: 'timeout', phase: 'connect' });
    });
  });
});
