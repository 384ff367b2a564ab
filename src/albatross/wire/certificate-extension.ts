import type { Command } from '../commands.ts';
import { DerReader } from '../der/reader.ts';
import { integer, sequence } from '../der/writer.ts';
import { protocolVersion } from '../messages.ts';
import { readCommand } from './command.ts';
import { encodeCommand } from './encode-command.ts';
import { readVersion } from './header.ts';

/**
 * `CertExtension`: what a certificate for a host carries (docs/albatross-protocol.md, section 3.1).
 */
export function encodeCertificateExtension(command: Command): Buffer {
  return sequence(integer(protocolVersion), encodeCommand(command));
}

/**
 * The command in a `CertExtension`; buffers in it are views of `octets`. Throws
 * `MalformedMessageError`, of which `UnsupportedVersionError` is one.
 */
export function decodeCertificateExtension(octets: Buffer): Command {
  const reader = new DerReader(octets);
  const command = reader.sequence((inner) => {
    readVersion(inner);
    return readCommand(inner);
  });
  reader.expectEnd();
  return command;
}
