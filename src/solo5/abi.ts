import { type Target, targets } from './facts.ts';
import { malformedNote, type NoteKind } from './notes.ts';
import { u32, u64 } from './octets.ts';

const length = 16;

/** "ABI1", as a little-endian number. */
export const abiNote: NoteKind = {
  section: '.note.solo5.abi',
  type: 0x31494241,
  longest: length,
  missing: 'no-abi',
  malformed: 'malformed-abi',
};

/** Decodes `struct abi1_info`. Throws `ImageError` `malformed-abi`. */
export function decodeAbi(descriptor: Uint8Array): { target: Target; abiVersion: number } {
  if (descriptor.length !== length) {
    throw malformedNote(abiNote, `has a content of ${descriptor.length} octets, not ${length}`);
  }
  const number = u32(descriptor, 0);
  const target = targets[number - 1];
  if (target === undefined) throw malformedNote(abiNote, `names the unknown target ${number}`);
  if (u64(descriptor, 8) !== 0n) {
    throw malformedNote(abiNote, 'has something in its reserved octets');
  }
  return { target, abiVersion: u32(descriptor, 4) };
}
