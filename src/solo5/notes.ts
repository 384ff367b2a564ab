import { ImageError, type ImageErrorCode } from './errors.ts';
import { fromLatin1, startsWith, u32 } from './octets.ts';
import { type Reading, readSpan, type Span } from './reading.ts';
import { findSection, type SectionTable } from './sections.ts';

/** One of the two notes that solo5 puts into every image (`elf_abi.h`, `mft_abi.h`). */
export interface NoteKind {
  readonly section: string;
  readonly type: number;
  /** The most octets that its content, the descriptor, can have. */
  readonly longest: number;
  readonly missing: ImageErrorCode;
  readonly malformed: ImageErrorCode;
}

/** Three u32 (length of owner, length of descriptor, type) and the owner, padded to a multiple of 4. */
const headerLength = 20;
const owner = fromLatin1('Solo5\0');

/**
 * The descriptor of the first note in the section of that kind, the only one that albatross and the
 * tenders look at. Throws `ImageError` with the kind's codes, or `truncated`.
 */
export function* readNote(size: number, table: SectionTable, kind: NoteKind): Reading<Uint8Array> {
  const section = findSection(table, kind.section);
  if (section === null) {
    throw new ImageError(
      kind.missing,
      `the image has no section ${kind.section}, so it is no unikernel for solo5: ` +
        'build one with mirage for the target hvt or spt',
    );
  }
  if (section.length < headerLength || section.offset % 4 !== 0) {
    throw malformedNote(kind, 'is too short or not aligned to 4 octets');
  }
  const headerSpan = { offset: section.offset, length: headerLength };
  const header = yield* readSpan(size, headerSpan, `section ${kind.section}`);
  const descriptor = descriptorSpan(header, section, kind);
  return yield* readSpan(size, descriptor, `section ${kind.section}`);
}

function descriptorSpan(header: Uint8Array, section: Span, kind: NoteKind): Span {
  const isOwn =
    u32(header, 0) === owner.length &&
    u32(header, 8) === kind.type &&
    startsWith(header.subarray(12), owner);
  if (!isOwn) throw malformedNote(kind, 'holds another note');
  const length = u32(header, 4);
  if (length > kind.longest || length > section.length - headerLength) {
    throw malformedNote(kind, `announces ${length} octets`);
  }
  return { offset: section.offset + headerLength, length };
}

/** The error for a note that is there and wrong. */
export function malformedNote(kind: NoteKind, what: string): ImageError {
  return new ImageError(
    kind.malformed,
    `the image's section ${kind.section} ${what}: build the image again, with a current solo5`,
  );
}
