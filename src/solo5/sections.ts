import { ImageError } from './errors.ts';
import { fromLatin1, startsWith, u16, u32, u64 } from './octets.ts';
import { type Reading, readSpan, type Span } from './reading.ts';

const sectionHeaderLength = 64;

/** 65,535 sections of 16 octets a name; linkers write a few hundred octets. */
const longestNames = 1024 * 1024;

/** Where the integers of albatross end. It reads all headers, those that it does not need too. */
const beyondHosts = 2 ** 62;

/** An image's section headers, and the octets that their names lie in, each ended by NUL. */
export interface SectionTable {
  readonly headers: Uint8Array;
  readonly names: Uint8Array;
}

/**
 * Reads the section headers behind an ELF header, in an image of `size` octets: at most 4 MiB and
 * 1 MiB, whatever the image says. albatross (ocaml-solo5-elftool) finds notes by their sections' names and
 * by nothing else, so an image without section headers is refused here as it is there.
 */
export function* readSectionTable(size: number, head: Uint8Array): Reading<SectionTable> {
  const headers = yield* readSpan(size, headersSpan(head), 'section headers');
  const names = yield* readSpan(size, namesSpan(headers, u16(head, 0x3e)), 'section names');
  if (names.at(-1) !== 0) throw malformed('the names of its sections do not end in NUL');
  for (const { at, name } of sectionsOf(headers)) {
    if (name >= names.length) throw malformed('a section has its name outside of the names');
    const { offset, length } = contentSpan(headers, at);
    if (offset >= beyondHosts || length >= beyondHosts) throw malformed('a section is beyond 2^62');
  }
  return { headers, names };
}

/** Where the first section of that name lies in the file, or null. */
export function findSection({ headers, names }: SectionTable, name: string): Span | null {
  const wanted = fromLatin1(`${name}\0`);
  const found = sectionsOf(headers).find((section) =>
    startsWith(names.subarray(section.name), wanted),
  );
  return found === undefined ? null : contentSpan(headers, found.at);
}

/** The offset of each header, and that of its section's name within the names. */
function* sectionsOf(headers: Uint8Array): Generator<{ at: number; name: number }> {
  for (let at = 0; at < headers.length; at += sectionHeaderLength) {
    yield { at, name: u32(headers, at) };
  }
}

function headersSpan(head: Uint8Array): Span {
  const offset = Number(u64(head, 0x28));
  const count = u16(head, 0x3c);
  if (offset === 0 || count === 0) {
    throw new ImageError(
      'no-sections',
      'the image has no section headers, by which its notes are found: send it as the linker wrote it',
    );
  }
  if (u16(head, 0x3a) !== sectionHeaderLength) {
    throw malformed(`its section headers are not of ${sectionHeaderLength} octets`);
  }
  return { offset, length: count * sectionHeaderLength };
}

function namesSpan(headers: Uint8Array, index: number): Span {
  const at = index * sectionHeaderLength;
  if (at >= headers.length) throw malformed('the section with the names does not exist');
  const span = contentSpan(headers, at);
  if (span.length > longestNames) {
    throw malformed(`its section names exceed ${longestNames} octets`);
  }
  return span;
}

/** `sh_offset` and `sh_size`; beyond 2^53 they are not exact, but then beyond any file too. */
function contentSpan(headers: Uint8Array, at: number): Span {
  return {
    offset: Number(u64(headers, at + 24)),
    length: Number(u64(headers, at + 32)),
  };
}

function malformed(what: string): ImageError {
  return new ImageError('malformed-elf', `the image is damaged, ${what}: build or send it again`);
}
