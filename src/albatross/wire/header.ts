import type { DerReader } from '../der/reader.ts';
import { int64, integer, sequence } from '../der/writer.ts';
import { UnsupportedVersionError } from '../errors.ts';
import { type Header, protocolVersion } from '../messages.ts';
import { encodeName, readName } from './name.ts';

/** The wire's version, which has to be ours. Throws `UnsupportedVersionError`. */
export function readVersion(reader: DerReader): void {
  const version = reader.integer();
  if (version !== protocolVersion) throw new UnsupportedVersionError(version, protocolVersion);
}

/** `Header`: its version is judged before anything else, since a newer one may look different. */
export function readHeader(reader: DerReader): Header {
  return reader.sequence((inner) => {
    readVersion(inner);
    return { sequence: inner.int64(), name: readName(inner) };
  });
}

export function encodeHeader(header: Header): Buffer {
  return sequence(integer(protocolVersion), int64(header.sequence), encodeName(header.name));
}
