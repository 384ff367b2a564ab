import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { formatName, parseLabel } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { alice, policy } from '../support/authorities.ts';
import { collect, config, hello, streamOf, unikernelArguments } from '../support/samples.ts';
import { mebibyte, plain as whole } from './support/content.ts';
import { describeTransports } from './support/transport-kinds.ts';
import { useHost } from './support/use-host.ts';

const volume = { domains: [alice], label: parseLabel('data') };

describeTransports('an emulated host', (transportKind) => {
  const host = useHost(transportKind);

  describe("'s unikernels", () => {
    const image = sampleImage({ target: 'spt', padTo: 300_000 });
    const source = () => ({ size: image.length, content: streamOf(image) });

    before(() => host.client().createUnikernel(hello, config, source()));
    after(() => host.client().destroyUnikernel(hello));

    it('run after they are created, in a domain that has its policy', async () => {
      const client = host.client();
      const running = await client.unikernel(hello);
      assert.deepEqual(running?.digest, createHash('sha256').update(image).digest());
      const list = await client.unikernels([]);
      assert.deepEqual(
        list.map(({ name }) => formatName(name)),
        ['alice:hello'],
      );
      const policies = await client.policies([alice]);
      assert.deepEqual(
        policies.map(({ name, value }) => [formatName(name), value]),
        [['alice:', policy]],
      );
    });

    it('are replaced with force only', async () => {
      await assert.rejects(host.client().createUnikernel(hello, config, source()), {
        words: 'Unikernel with same name is already running',
      });
      await host.client().createUnikernel(hello, config, source(), { force: true });
    });

    it('restart as they are and with new arguments', async () => {
      const client = host.client();
      await client.restartUnikernel(hello, null);
      await client.restartUnikernel(hello, { ...unikernelArguments, arguments: ['--hello'] });
      assert.deepEqual((await client.unikernel(hello))?.arguments, ['--hello']);
    });

    it('give their image back, also compressed', async () => {
      const plain = await host.client().unikernelImage(hello, 0);
      assert.ok((await collect(plain.content)).equals(image));
      const small = await host.client().unikernelImage(hello, 9);
      assert.ok(small.compressed && small.size < image.length);
      assert.ok(inflateSync(await collect(small.content)).equals(image));
    });

    it('end the console of whoever came before five others', async () => {
      const first = await host.client().console(hello, { count: 0 });
      const others = await Promise.all(
        Array.from({ length: 5 }, () => host.client().console(hello, { count: 0 })),
      );
      await assert.rejects(Array.fromAsync(first), transportKind.differences.endedByDaemon);
      for (const other of others) other.close();
    });

    it('print on their console', async () => {
      const console = await host.client().console(hello, { count: 1024 });
      for await (const { line } of console) {
        assert.ok(line.length > 0);
        break;
      }
    });

    it('are sampled', async () => {
      for await (const { name } of await host.client().stats([alice])) {
        assert.equal(formatName(name), 'alice:hello');
        break;
      }
    });
  });

  describe("'s volumes", () => {
    const content = randomBytes(3 * mebibyte + 5);
    const padded = Buffer.concat([content, Buffer.alloc(mebibyte - 5)]);
    const dump = async (level: number) => {
      const { compressed, content: stream } = await host.client().dumpVolume(volume, level);
      const octets = await collect(stream);
      return compressed ? inflateSync(octets) : octets;
    };

    before(() => host.client().addVolume(volume, 4));
    after(() => host.client().removeVolume(volume));

    it('are listed, and told of by name', async () => {
      const list = await host.client().volumes([]);
      assert.deepEqual(
        list.map(({ name, size }) => [formatName(name), size]),
        [['alice:data', 4]],
      );
      assert.equal((await host.client().volume(volume))?.active, false);
      assert.equal(await host.client().volume(hello), null);
    });

    it('hold what they are filled with, and zeros after it', async () => {
      await host.client().setVolume(volume, streamOf(content), whole);
      assert.ok((await dump(0)).equals(padded));
      assert.ok((await dump(6)).equals(padded));
    });

    it('take compressed content', async () => {
      await host.client().setVolume(volume, streamOf(deflateSync(content)), { compressed: true });
      assert.ok((await dump(0)).equals(padded));
    });

    it('hold zeros when they are filled with nothing', async () => {
      await host.client().setVolume(volume, streamOf(), whole);
      assert.ok((await dump(0)).equals(Buffer.alloc(4 * mebibyte)));
    });

    it('keep their size when the content breaks off and is ended properly', async () => {
      async function* broken() {
        yield content;
        throw new Error('the client left');
      }
      const options = { ...whole, onSourceFailure: 'finish' } as const;
      await assert.rejects(host.client().setVolume(volume, broken(), options), {
        message: 'the client left',
      });
      assert.equal((await host.client().volume(volume))?.size, 4);
    });

    it('that are missing are not filled, which daemons say and the endpoint does not', async () => {
      const missing = { ...volume, label: parseLabel('missing') };
      const filling = host.client().setVolume(missing, streamOf(content), whole);
      await assert.rejects(filling, transportKind.differences.missingVolume);
    });
  });

  describe('that fails', () => {
    it('in mid-stream never makes a dump end well', async () => {
      await host.client().addVolume(volume, 4);
      host.emulator.faults.add(
        { kind: 'reset-reply', afterOctets: 100_000 },
        { command: 'block-dump' },
      );
      const { content } = await host.client().dumpVolume(volume, 0);
      // What a reset drops on its way may be all behind the end of a chunk.
      const codes = [transportKind.differences.reset.withinAMessage, 'transport'];
      await assert.rejects(collect(content), ({ code }) => codes.includes(code));
      await host.client().removeVolume(volume);
    });

    it('in any way is a typed error, within the limit', async () => {
      const impatient = host.client({ replyTimeout: 1_000 });
      const faults = [
        [{ kind: 'silent' }, 'timeout'],
        [{ kind: 'silent-close' }, 'silent-close'],
        [{ kind: 'failure', words: 'no' }, 'host-failure'],
        [{ kind: 'garbage', octets: Buffer.alloc(64, 7) }, 'message-too-large'],
        [{ kind: 'slow', milliseconds: 5000 }, 'timeout'],
      ] as const;
      for (const [fault, code] of faults) {
        host.emulator.faults.add(fault, { times: 1 });
        await assert.rejects(impatient.volumes([]), { code });
        host.emulator.faults.clear();
      }
    });
  });
});
