import type { CommandType } from '../../albatross/commands.ts';
import { DerReader } from '../../albatross/der/reader.ts';
import { contextTag, tags } from '../../albatross/der/tags.ts';
import type { Header } from '../../albatross/messages.ts';
import { readHeader } from '../../albatross/wire/header.ts';
import { decodeMessage } from '../../albatross/wire/message.ts';

/** What a message is about; a type where it is a command. */
export interface MessageHead {
  readonly header: Header;
  readonly type: CommandType | null;
}

/**
 * The commands that can be long, by their numbers among the alternatives
 * (docs/albatross-protocol.md, section 6).
 */
const longCommands: Readonly<Record<string, CommandType>> = {
  '3.9': 'unikernel-create',
  '3.10': 'unikernel-force-create',
  '3.16': 'unikernel-create',
  '3.17': 'unikernel-force-create',
  '3.20': 'unikernel-create',
  '3.21': 'unikernel-force-create',
  '5.3': 'old-block-add',
  '5.4': 'old-block-set',
};

/** Reads what a message is about from its beginning, or all of it. Throws `MalformedMessageError`. */
export function readMessageHead(octets: Buffer): MessageHead {
  const reader = new DerReader(octets);
  const size = reader.enter(tags.sequence);
  if (reader.position + size === octets.length) return readWhole(octets);
  const header = readHeader(reader);
  if (reader.peekTag() !== contextTag(0)) return { header, type: null };
  reader.enter(contextTag(0));
  const alternative = [enterAny(reader), enterAny(reader)].join('.');
  return { header, type: longCommands[alternative] ?? null };
}

function readWhole(octets: Buffer): MessageHead {
  const { header, payload } = decodeMessage(octets);
  return { header, type: payload.type === 'command' ? payload.command.type : null };
}

/** Enters one of several alternatives, and gives its number. */
function enterAny(reader: DerReader): number {
  const tag = reader.peekTag() ?? 0;
  reader.enter(tag);
  return tag - contextTag(0);
}
