import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { deriveMac } from '../../src/albatross/mac.ts';
import { formatName, parseName } from '../../src/albatross/names.ts';
import type { UnikernelConfig } from '../../src/albatross/unikernel.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { successOf, unikernels, words } from './support/answers.ts';
import { alice, ask, roomy } from './support/client.ts';
import { block, create, createCommand, network, plainArguments } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

describe('unikernels of an emulated host', () => {
  const emulated = useEmulator();

  it('are created from the image that follows, and told of with its digest', async () => {
    const { host } = emulated;
    assert.deepEqual(await create(host, alice('hello'), { memory: 64, arguments: ['--a=b'] }), [
      'created unikernel',
    ]);
    const [told] = await unikernels(host, alice('hello'));
    assert.equal(told && formatName(told.name), 'alice:hello');
    assert.equal(told?.value.memory, 64);
    assert.deepEqual(told?.value.arguments, ['--a=b']);
    assert.deepEqual(told?.value.digest, createHash('sha256').update(sampleImage()).digest());
  });

  it('are listed under names relative to the path that was asked', async () => {
    const { host } = emulated;
    const bob = { domains: { alice: roomy, bob: roomy }, label: 'deep' };
    await create(host, alice('hello'));
    await create(host, bob);
    const names = async (about: object) =>
      (await unikernels(host, about)).map(({ name }) => formatName(name)).sort();
    assert.deepEqual(await names(alice()), [':hello', 'bob:deep']);
    assert.deepEqual(await names({}), ['alice:bob:deep', 'alice:hello']);
    assert.deepEqual(await names(alice('nobody')), []);
  });

  it('run once under a name, unless they are forced', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { memory: 20 });
    assert.deepEqual(await create(host, alice('hello')), [
      'failure: Unikernel with same name is already running',
    ]);
    const type = 'unikernel-force-create';
    assert.deepEqual(await create(host, alice('hello'), { memory: 30 }, { type }), [
      'created unikernel',
    ]);
    const [told] = await unikernels(host, alice('hello'));
    assert.equal(told?.value.memory, 30);
  });

  it('are ended by a forced create whose image then does not fit', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const answer = await words(host, alice('hello'), createCommand({}, 'unikernel-force-create'), [
      sampleImage({ devices: [{ name: 'data', type: 'block' }] }),
    ]);
    assert.deepEqual(answer, [
      'failure: specified block device(s) does not match with manifest. Devices present in manifest: block "data"',
    ]);
    assert.deepEqual(await unikernels(host, alice('hello')), []);
  });

  for (const [what, image, take, refusal] of [
    ['no tender', { target: 'hvt' }, 'tenders', 'no solo5 tender for hvt ABI version 2 found'],
    ['another ABI', { abiVersion: 9 }, 'tenders', 'no solo5 tender for spt ABI version 9 found'],
    ['a bridge is gone', {}, 'bridges', 'interface service does not exist'],
  ] as const) {
    it(`are ended before it is seen that there is ${what}`, async () => {
      const { host } = emulated;
      const devices = [{ name: 'service', type: 'network' }] as const;
      const config = { networkDevices: [network('service')] };
      const force = (options: object) =>
        words(host, alice('hello'), createCommand(config, 'unikernel-force-create'), [
          sampleImage({ devices, ...options }),
        ]);
      assert.deepEqual(await force({}), ['created unikernel']);
      host.host[take] = ['spt 2'];
      assert.deepEqual(await force(image), [`failure: ${refusal}`]);
      assert.deepEqual(await unikernels(host, alice('hello')), []);
    });
  }

  it('are ended by a restart whose tender or bridge has gone', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    host.host.tenders = [];
    const command = { type: 'unikernel-restart', arguments: null } as const;
    assert.deepEqual(await words(host, alice('hello'), command), [
      'failure: no solo5 tender for spt ABI version 2 found',
    ]);
    assert.deepEqual(await unikernels(host, alice('hello')), []);
  });

  it('survive a forced create that the policy refuses', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const type = 'unikernel-force-create';
    assert.deepEqual(await create(host, alice('hello'), { memory: 2000 }, { type }), [
      'failure: maximum allowed memory (1024, used 0) would be exceeded (requesting 2000)',
    ]);
    assert.equal((await unikernels(host, alice('hello'))).length, 1);
  });

  it('are restarted with the same image, and with other arguments where there are any', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { memory: 20 });
    const restart = (given: typeof plainArguments | null) =>
      words(host, alice('hello'), { type: 'unikernel-restart', arguments: given });
    assert.deepEqual(await restart(null), ['created unikernel']);
    assert.equal((await unikernels(host, alice('hello')))[0]?.value.memory, 20);
    assert.deepEqual(await restart({ ...plainArguments, memory: 40 }), ['created unikernel']);
    assert.equal((await unikernels(host, alice('hello')))[0]?.value.memory, 20, 'of 2.7');
    assert.deepEqual(await restart({ ...plainArguments, networkDevices: [network('net')] }), [
      'failure: specified bridge(s) does not match with the manifest. Devices present in manifest: ',
    ]);
  });

  it('are destroyed, the second time in name only', async () => {
    const { host } = emulated;
    const destroy = () => words(host, alice('hello'), { type: 'unikernel-destroy' });
    await create(host, alice('hello'));
    assert.deepEqual(await destroy(), ['destroyed unikernel']);
    assert.deepEqual(await destroy(), ['destroyed: removed from restarting']);
    assert.deepEqual(await destroy(), ['failure: destroy: not found']);
    assert.deepEqual(await unikernels(host, alice()), []);
  });

  it('give their image back, as it is or as zlib', async () => {
    const { host } = emulated;
    const get = async (label: string, compressionLevel: number) => {
      const command = { type: 'unikernel-get', compressionLevel } as const;
      const success = successOf(await ask(host, alice(label), command));
      assert(success.type === 'unikernel-image');
      return success;
    };
    const image = sampleImage();
    await create(host, alice('plain'));
    const compressed = createCommand({ compressed: true });
    await words(host, alice('packed'), compressed, [deflateSync(image)]);
    assert.deepEqual((await get('plain', 0)).image, image);
    assert.deepEqual(inflateSync((await get('plain', 9)).image), image);
    assert.deepEqual(await get('packed', 0), { type: 'unikernel-image', compressed: false, image });
    assert.deepEqual((await get('packed', 1)).image, deflateSync(image));
    assert.deepEqual(
      await words(host, alice('nobody'), { type: 'unikernel-get', compressionLevel: 0 }),
      ['failure: get: no unikernel found'],
    );
  });

  it('hold volumes of their own domain, told with size only where asked by name', async () => {
    const { host } = emulated;
    const config = { blockDevices: [block('storage', 'data')] };
    assert.deepEqual(await create(host, alice('hello'), config), [
      'failure: block device alice:data not found',
    ]);
    await words(host, alice('data'), { type: 'block-add', size: 3 });
    assert.deepEqual(await create(host, alice('hello'), config), ['created unikernel']);
    assert.deepEqual(await create(host, alice('other'), config), [
      'failure: block device alice:data already in use',
    ]);
    const device = { name: 'storage', volume: 'data', sectorSize: 512 };
    const [byName] = await unikernels(host, alice('hello'));
    assert.deepEqual(byName?.value.blockDevices, [{ ...device, size: 3 }]);
    const [inList] = await unikernels(host, alice());
    assert.deepEqual(inList?.value.blockDevices, [{ ...device, size: 0 }]);
  });

  it('have a derived MAC address where none is given', async () => {
    const { host } = emulated;
    const given = { name: 'two', bridge: 'service', mac: '00:11:22:33:44:55' };
    const networkDevices = [network('one', 'service'), given];
    await create(host, alice('hello'), { networkDevices });
    const [told] = await unikernels(host, alice('hello'));
    assert.deepEqual(told?.value.networkDevices, [
      { name: 'one', bridge: 'service', mac: deriveMac('one', parseName('alice:hello')) },
      given,
    ]);
  });

  it('are refused with an image that is none, or for another target', async () => {
    const { host } = emulated;
    const answer = (image: Buffer, config: Partial<UnikernelConfig> = {}) =>
      words(host, alice('hello'), createCommand(config), [image]);
    assert.deepEqual(await answer(Buffer.from('hello')), ['failure: error during ELF parsing']);
    const noNotes = sampleImage();
    noNotes.write('.gone', noNotes.indexOf('.note.solo5.abi'));
    assert.deepEqual(await answer(noNotes), ['failure: manifest not found']);
    const virtio = sampleImage();
    virtio.writeUInt32LE(3, virtio.indexOf('ABI1Solo5') + 12);
    assert.deepEqual(await answer(virtio), ['failure: unsupported solo5 target virtio']);
    assert.deepEqual(await answer(Buffer.from('no zlib'), { compressed: true }), [
      'failure: failed to uncompress: Invalid Zlib header',
    ]);
    const cut = deflateSync(sampleImage()).subarray(0, 50);
    assert.deepEqual(await answer(cut, { compressed: true }), [
      'failure: failed to uncompress: Unexpected end of input',
    ]);
    assert.deepEqual(await answer(sampleImage(), { type: 'bhyve' }), [
      "failure: couldn't find initial block device",
    ]);
  });

  it('are refused on a bridge that does not exist, where no policy forbids it', async () => {
    const { host } = emulated;
    const anywhere = { domains: { alice: { ...roomy, bridges: ['nowhere'] } }, label: 'hello' };
    const config = { networkDevices: [network('net', 'nowhere')] };
    assert.deepEqual(await create(host, anywhere, config), [
      'failure: interface nowhere does not exist',
    ]);
  });

  it('break every later create where one has an empty name, until the host restarts', async () => {
    const { host } = emulated;
    const failure = ['failure: could not create unikernel: console failed'];
    assert.deepEqual(await create(host, alice()), failure);
    assert.deepEqual(await create(host, alice('hello')), failure);
    await host.restart();
    assert.deepEqual(await create(host, alice('hello')), ['created unikernel']);
  });

  it('cannot be created, restarted or replaced any more once the console is started anew', async () => {
    const { host } = emulated;
    const failure = ['failure: could not create unikernel: console failed'];
    await create(host, alice('hello'));
    await create(host, alice('other'));
    host.host.restartConsole();
    assert.deepEqual(await create(host, alice('third')), failure);
    const restart = { type: 'unikernel-restart', arguments: null } as const;
    assert.deepEqual(await words(host, alice('hello'), restart), failure);
    const forced = { type: 'unikernel-force-create' } as const;
    assert.deepEqual(await create(host, alice('other'), {}, forced), failure);
    assert.deepEqual(await unikernels(host, alice()), []);
    await host.restart();
    assert.equal((await unikernels(host, alice())).length, 2, 'as the state file was not written');
    assert.deepEqual(await create(host, alice('third')), ['created unikernel']);
  });

  it('run again after a restart of the host, started later', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { arguments: ['x'] });
    const [before] = await unikernels(host, alice('hello'));
    await host.restart();
    const [after] = await unikernels(host, alice('hello'));
    assert.deepEqual({ ...after?.value, started: null }, { ...before?.value, started: null });
    assert((after?.value.started ?? 0) > (before?.value.started ?? 0));
  });
});

describe('the old forms of unikernel info', () => {
  const emulated = useEmulator();

  it('tell of unikernels with one CPU id, and bring the daemon down with two', async () => {
    const { host } = emulated;
    const info = (type: 'old-unikernel-info4' | 'old-unikernel-info5') =>
      words(host, alice(), { type });
    await create(host, alice('one'), { cpuids: [1] });
    assert.deepEqual(await info('old-unikernel-info4'), ['old-unikernel-info4']);
    assert.deepEqual(await info('old-unikernel-info5'), ['old-unikernel-info5']);
    await create(host, alice('two'), { cpuids: [0, 1] });
    assert.deepEqual(await info('old-unikernel-info5'), ['failure: error reading from fd']);
  });
});
