import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { type ManifestDevice, parseImage } from '../../src/solo5/image.ts';
import { block, changedImage, network } from './image-file.ts';

const many = Array.from(
  { length: 63 },
  (_, index): ManifestDevice => ({
    name: `d${index}`,
    type: index % 2 === 0 ? 'block' : 'network',
  }),
);

const deviceLists: readonly { title: string; devices: readonly ManifestDevice[] }[] = [
  { title: 'no device', devices: [] },
  { title: 'one network device', devices: [network] },
  { title: 'one block device', devices: [block] },
  { title: 'both, in their order', devices: [network, block] },
  { title: 'one name for both types', devices: [network, { name: 'service', type: 'block' }] },
  { title: 'a name of 67 letters', devices: [{ name: 'a'.repeat(67), type: 'block' }] },
  { title: 'all 63 devices', devices: many },
];

describe('images that a host accepts', () => {
  for (const { title, devices } of deviceLists) {
    it(`have their devices read: ${title}`, () => {
      assert.deepEqual(parseImage(sampleImage({ devices })).devices, devices);
    });
  }

  for (const target of ['hvt', 'spt'] as const) {
    for (const abiVersion of [1, 2, 3, 0xffffffff]) {
      it(`have their ABI read: ${target} ${abiVersion}`, () => {
        const image = sampleImage({ target, abiVersion });
        assert.partialDeepStrictEqual(parseImage(image), { target, abiVersion, devices: [] });
      });
    }
  }

  for (const [number, target] of [
    [3, 'virtio'],
    [4, 'muen'],
    [5, 'genode'],
    [6, 'xen'],
  ] as const) {
    it(`have their target read though albatross does not run it: ${target}`, () => {
      const image = changedImage(({ image, abi }) => image.writeUInt32LE(number, abi));
      assert.equal(parseImage(image).target, target);
    });
  }

  it('may carry anything in the octets that neither albatross nor a tender looks at', () => {
    const image = changedImage(({ image, manifest, device }) => {
      image.fill(0xaa, 7, 9);
      image.fill(0xaa, manifest, manifest + 4);
      image.fill(0xaa, device + 97, device + 104);
      image.fill(0xaa, device + 'service'.length + 1, device + 68);
      return Buffer.concat([image, Buffer.from('trailing')]);
    });
    assert.deepEqual(parseImage(image).devices, [network, block]);
  });
});
