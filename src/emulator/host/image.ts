import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { UnikernelConfig } from '../../albatross/unikernel.ts';
import { ImageError, type ImageErrorCode } from '../../solo5/errors.ts';
import type { DeviceType, ManifestDevice, Solo5Image } from '../../solo5/facts.ts';
import { parseImage } from '../../solo5/image.ts';
import type { Resources } from './admission.ts';
import { HostFailure } from './failure.ts';
import { bridgesOf, type CheckedImage } from './unikernel.ts';

const uncompress = promisify(inflate);

/** What a host says of an image that is none, where it has other words than these. */
const wordsOfHost: Partial<Record<ImageErrorCode, string>> = {
  'not-elf': 'error during ELF parsing',
  compressed: 'error during ELF parsing',
  'not-elf64': 'error during ELF parsing',
  truncated: 'error during ELF parsing',
  'malformed-elf': 'error during ELF parsing',
  'no-abi': 'manifest not found',
  'no-manifest': 'manifest not found',
};

/** The most octets that an image may have once it is uncompressed. */
const maxImage = 1024 ** 3;

/**
 * Checks that a configuration's image is one for this host and asks for just the devices that are
 * given, that it has a tender for it, and that the bridges exist. Gives what the
 * image says of itself, and its digest. Throws `HostFailure`.
 */
export async function checkImage(
  config: UnikernelConfig,
  { tenders, bridges }: Pick<Resources, 'tenders' | 'bridges'>,
): Promise<CheckedImage> {
  if (config.type !== 'solo5') throw new HostFailure("couldn't find initial block device");
  const image = await uncompressedImage(config);
  const solo5 = readNotes(image);
  const { target, abiVersion, devices } = solo5;
  if (target !== 'hvt' && target !== 'spt') {
    throw new HostFailure(`unsupported solo5 target ${target}`);
  }
  if (!tenders.includes(`${target} ${abiVersion}`)) {
    throw new HostFailure(`no solo5 tender for ${target} ABI version ${abiVersion} found`);
  }
  compareDevices(config, devices);
  const missing = bridgesOf(config).find((bridge) => !bridges.includes(bridge));
  if (missing !== undefined) throw new HostFailure(`interface ${missing} does not exist`);
  return { solo5, digest: createHash('sha256').update(image).digest() };
}

/** Checks the devices alone. Throws `HostFailure`. */
export async function checkDevices(config: UnikernelConfig): Promise<void> {
  compareDevices(config, readNotes(await uncompressedImage(config)).devices);
}

/** The image's octets. Throws `HostFailure` where they are no zlib stream and should be one. */
export async function uncompressedImage(config: UnikernelConfig): Promise<Buffer> {
  if (!config.compressed) return config.image;
  try {
    return await uncompress(config.image, { maxOutputLength: maxImage });
  } catch (cause) {
    const isCut = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR';
    const reason = isCut ? 'Unexpected end of input' : 'Invalid Zlib header';
    throw new HostFailure(`failed to uncompress: ${reason}`, { cause });
  }
}

function readNotes(image: Buffer): Solo5Image {
  try {
    return parseImage(image);
  } catch (cause) {
    if (!(cause instanceof ImageError)) throw cause;
    throw new HostFailure(wordsOfHost[cause.code] ?? cause.message, { cause });
  }
}

function compareDevices(config: UnikernelConfig, devices: readonly ManifestDevice[]): void {
  const present = devices
    .map(({ name, type }) => `${type === 'block' ? 'block' : 'net'} ${JSON.stringify(name)}`)
    .join(', ');
  const named = (type: DeviceType) =>
    devices.filter((device) => device.type === type).map(({ name }) => name);
  if (!isSameSet(named('block'), config.blockDevices)) {
    throw new HostFailure(
      `specified block device(s) does not match with manifest. Devices present in manifest: ${present}`,
    );
  }
  if (!isSameSet(named('network'), config.networkDevices)) {
    throw new HostFailure(
      `specified bridge(s) does not match with the manifest. Devices present in manifest: ${present}`,
    );
  }
}

function isSameSet(names: readonly string[], given: readonly { readonly name: string }[]): boolean {
  const difference = new Set(names).symmetricDifference(new Set(given.map(({ name }) => name)));
  return difference.size === 0;
}
