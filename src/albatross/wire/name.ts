import type { DerReader } from '../der/reader.ts';
import { utf8String } from '../der/writer.ts';
import { MalformedMessageError } from '../errors.ts';
import { formatName, type Name, parseName } from '../names.ts';

/** A name in its text form. Throws `MalformedMessageError`. */
export function readName(reader: DerReader): Name {
  const text = reader.utf8String();
  try {
    return parseName(text);
  } catch (cause) {
    throw new MalformedMessageError('a message holds a name that is none', { cause });
  }
}

export const encodeName = (name: Name): Buffer => utf8String(formatName(name));
