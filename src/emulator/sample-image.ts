import type { DeviceType, ManifestDevice } from '../solo5/image.ts';
import { type ElfOptions, writeElf } from './elf-writer.ts';

/** What a sample image says of itself; everything has a default. */
export interface SampleImageOptions {
  /** Default spt. */
  readonly target?: keyof typeof targetNumbers;
  /** Default 2, what current tenders have. */
  readonly abiVersion?: number;
  /** Default none. */
  readonly devices?: readonly ManifestDevice[];
  /** Any content, to make one image differ from another. */
  readonly filler?: Buffer | string;
  /** The least size of the image, in octets. */
  readonly padTo?: number;
  /** Default x86-64. */
  readonly machine?: ElfOptions['machine'];
  /** Octets of memory that it takes from address 0 on; default the little that it has to. */
  readonly memoryEnd?: number;
}

const targetNumbers = { hvt: 1, spt: 2 } as const;
const typeNumbers = { block: 1, network: 2 } as const satisfies Record<DeviceType, number>;
const reservedFirst = 2 ** 30;
const entryLength = 104;
const nameLength = 68;
/** `hlt`. */
const code = Buffer.from([0xf4]);

/**
 * A minimal image with solo5's two notes (docs/albatross-protocol.md, section 7), the same octets
 * for the same options. Hosts take it and tools read it, but it runs nothing: all it does is halt.
 * Throws `RangeError` for a device name that does not fit.
 */
export function sampleImage(options: SampleImageOptions = {}): Buffer {
  const { target = 'spt', abiVersion = 2, devices = [], filler = '' } = options;
  const { padTo = 0, machine = 'x86-64', memoryEnd = 0 } = options;
  const abi = words(targetNumbers[target], abiVersion, 0, 0);
  return writeElf(
    [
      { name: '.text', kind: 'code', content: code },
      { name: '.note.solo5.manifest', kind: 'note', content: note('MFT1', manifest(devices)) },
      { name: '.note.solo5.abi', kind: 'note', content: note('ABI1', abi) },
      { name: '.filler', kind: 'data', content: Buffer.from(filler) },
    ],
    { padTo, machine, memoryEnd },
  );
}

/** Length of the owner's name, length of the descriptor, type, owner's name, descriptor. */
function note(type: 'ABI1' | 'MFT1', descriptor: Buffer): Buffer {
  const owner = Buffer.from('Solo5\0\0\0', 'latin1');
  const lengths = words(6, descriptor.length);
  return Buffer.concat([lengths, Buffer.from(type, 'latin1'), owner, descriptor]);
}

/** Padding, version and number of entries, then the reserved entry and the devices. */
function manifest(devices: readonly ManifestDevice[]): Buffer {
  return Buffer.concat([
    words(0, 1, 1 + devices.length),
    entry('', reservedFirst),
    ...devices.map(({ name, type }) => entry(name, typeNumbers[type])),
  ]);
}

function entry(name: string, type: number): Buffer {
  const octets = Buffer.alloc(entryLength);
  const text = Buffer.from(name);
  if (text.length >= nameLength) {
    throw new RangeError(
      `the device name ${JSON.stringify(name)} exceeds ${nameLength - 1} octets`,
    );
  }
  text.copy(octets);
  octets.writeUInt32LE(type, nameLength);
  return octets;
}

function words(...values: number[]): Buffer {
  const octets = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    octets.writeUInt32LE(value, 4 * index);
  });
  return octets;
}
