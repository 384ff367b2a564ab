import type { DeviceType, ManifestDevice } from './facts.ts';
import { malformedNote, type NoteKind } from './notes.ts';
import { toLatin1, u32 } from './octets.ts';

const maxEntries = 64;
const entryLength = 104;
/** Four octets that align what follows, version, number of entries. */
const prefixLength = 12;
const nameLength = 68;
/** The tender's own fields up to and with `attached`; the last seven octets are padding. */
const privateSpan = [72, 97] as const;
const reservedFirst = 2 ** 30;

const deviceTypes: ReadonlyMap<number, DeviceType> = new Map([
  [1, 'block'],
  [2, 'network'],
]);

/** "MFT1", as a little-endian number. */
export const manifestNote: NoteKind = {
  section: '.note.solo5.manifest',
  type: 0x3154464d,
  longest: prefixLength + maxEntries * entryLength,
  missing: 'no-manifest',
  malformed: 'malformed-manifest',
};

/**
 * Decodes `struct mft`, as strictly as albatross does, and refuses device names that no tender can be
 * given: other than letters and digits, or twice for one type. Throws `ImageError`
 * `malformed-manifest`.
 */
export function decodeManifest(descriptor: Uint8Array): readonly ManifestDevice[] {
  const [first, ...rest] = splitEntries(descriptor);
  if (first === undefined || !isReservedFirst(first)) throw malformed('lacks its reserved entry');
  const devices = rest.map(decodeDevice);
  const keys = new Set(devices.map(({ type, name }) => `${type} ${name}`));
  if (keys.size !== devices.length) throw malformed('names a device twice');
  return devices;
}

function splitEntries(descriptor: Uint8Array): Uint8Array[] {
  if (descriptor.length < prefixLength + entryLength) throw malformed('is too short');
  const version = u32(descriptor, 4);
  if (version !== 1) throw malformed(`has the version ${version}, not 1`);
  const count = u32(descriptor, 8);
  if (descriptor.length !== prefixLength + count * entryLength) {
    throw malformed(`announces ${count} entries in ${descriptor.length} octets`);
  }
  return Array.from({ length: count }, (_, index) => {
    const start = prefixLength + index * entryLength;
    return descriptor.subarray(start, start + entryLength);
  });
}

function isReservedFirst(entry: Uint8Array): boolean {
  const name = entry.subarray(0, nameLength);
  return u32(entry, nameLength) === reservedFirst && isZero(name) && isUnused(entry);
}

function decodeDevice(entry: Uint8Array): ManifestDevice {
  const code = u32(entry, nameLength);
  const type = deviceTypes.get(code);
  if (type === undefined) throw malformed(`has a device of the unknown type ${code}`);
  if (!isUnused(entry)) throw malformed("has something in the tender's fields");
  return { name: decodeName(entry.subarray(0, nameLength)), type };
}

function decodeName(octets: Uint8Array): string {
  const end = octets.indexOf(0);
  if (end === -1) throw malformed('has a device name without an end');
  const name = toLatin1(octets.subarray(0, end));
  if (!/^[A-Za-z0-9]+$/.test(name)) {
    throw malformed(`has the device name ${JSON.stringify(name)}, not of letters and digits`);
  }
  return name;
}

function isUnused(entry: Uint8Array): boolean {
  return isZero(entry.subarray(...privateSpan));
}

function isZero(octets: Uint8Array): boolean {
  return octets.every((octet) => octet === 0);
}

function malformed(what: string): Error {
  return malformedNote(manifestNote, what);
}
