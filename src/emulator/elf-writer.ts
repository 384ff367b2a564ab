/** A part of an ELF file; what is loaded has to come first. */
export interface ElfSection {
  readonly name: string;
  readonly kind: keyof typeof kinds;
  readonly content: Buffer;
}

interface PlacedSection extends ElfSection {
  /** Octets from the start of the file, a multiple of 4. */
  readonly offset: number;
}

/** `sh_type` and `sh_flags` (allocate 2, execute 4). */
const kinds = {
  code: { type: 1, flags: 6, loaded: true },
  note: { type: 7, flags: 2, loaded: true },
  data: { type: 1, flags: 0, loaded: false },
  names: { type: 3, flags: 0, loaded: false },
} as const;

const fileHeaderLength = 64;
const programHeaderLength = 56;
const sectionHeaderLength = 64;
const loadAddress = 0x100000;
const pageLength = 0x1000;

/** `e_machine`. */
export const machines = { 'x86-64': 62, arm64: 183 } as const;

export interface ElfOptions {
  /** Octets of the file, filled up with zeros before the section headers, at the least. */
  readonly padTo: number;
  readonly machine: keyof typeof machines;
  /** Octets of memory that it takes from address 0 on, at the least. */
  readonly memoryEnd: number;
}

/**
 * A static ELF64 executable, little endian, that starts with its first section: one segment to load
 * and one for each note.
 */
export function writeElf(
  sections: readonly ElfSection[],
  { padTo, machine, memoryEnd }: ElfOptions,
): Buffer {
  const names = sectionNames(sections);
  const noteCount = sections.filter(({ kind }) => kind === 'note').length;
  const bodyStart = fileHeaderLength + (1 + noteCount) * programHeaderLength;
  const placed = place([...sections, names], bodyStart);

  const body = Buffer.concat(placed.map(({ content }) => padded(content)));
  const tableLength = (1 + placed.length) * sectionHeaderLength;
  const tableOffset = align8(Math.max(bodyStart + body.length, padTo - tableLength));
  return Buffer.concat([
    fileHeader({
      machine: machines[machine],
      programCount: 1 + noteCount,
      bodyStart,
      tableOffset,
      sectionCount: 1 + placed.length,
    }),
    loadHeader(placed, memoryEnd),
    ...placed.filter(({ kind }) => kind === 'note').map(noteHeader),
    body,
    Buffer.alloc(tableOffset - bodyStart - body.length),
    Buffer.alloc(sectionHeaderLength),
    ...placed.map((section) => sectionHeader(section, names.content.indexOf(`${section.name}\0`))),
  ]);
}

/** The section that holds all names, its own too: each ended by NUL, after the empty one. */
function sectionNames(sections: readonly ElfSection[]): ElfSection {
  const name = '.shstrtab';
  const all = ['', ...sections.map((section) => section.name), name, ''];
  return { name, kind: 'names', content: Buffer.from(all.join('\0'), 'latin1') };
}

function place(sections: readonly ElfSection[], start: number): PlacedSection[] {
  let offset = start;
  return sections.map((section) => {
    const placed = { ...section, offset };
    offset += padded(section.content).length;
    return placed;
  });
}

interface Layout {
  readonly machine: number;
  readonly programCount: number;
  readonly bodyStart: number;
  readonly tableOffset: number;
  readonly sectionCount: number;
}

function fileHeader({
  machine,
  programCount,
  bodyStart,
  tableOffset,
  sectionCount,
}: Layout): Buffer {
  return Buffer.concat([
    Buffer.from('\x7fELF\x02\x01\x01', 'latin1'),
    Buffer.alloc(9),
    u16(2),
    u16(machine),
    u32(1),
    u64(loadAddress + bodyStart),
    u64(fileHeaderLength),
    u64(tableOffset),
    u32(0),
    u16(fileHeaderLength),
    u16(programHeaderLength),
    u16(programCount),
    u16(sectionHeaderLength),
    u16(sectionCount),
    u16(sectionCount - 1),
  ]);
}

/** PT_LOAD, readable and executable, of the file from its start to the end of what is loaded, and zeros. */
function loadHeader(sections: readonly PlacedSection[], memoryEnd: number): Buffer {
  const ends = sections
    .filter(({ kind }) => kinds[kind].loaded)
    .map(({ offset, content }) => offset + content.length);
  const length = Math.max(0, ...ends);
  const inMemory = Math.max(length, memoryEnd - loadAddress);
  return programHeader(1, 5, { offset: 0, length, inMemory, align: pageLength });
}

/** PT_NOTE. */
function noteHeader({ offset, content }: PlacedSection): Buffer {
  return programHeader(4, 4, { offset, length: content.length, align: 4 });
}

interface Segment {
  readonly offset: number;
  readonly length: number;
  /** Octets that it takes when it is loaded; default its length. */
  readonly inMemory?: number;
  readonly align: number;
}

function programHeader(
  type: number,
  flags: number,
  { offset, length, inMemory = length, align }: Segment,
): Buffer {
  const address = u64(loadAddress + offset);
  return Buffer.concat([
    u32(type),
    u32(flags),
    u64(offset),
    address,
    address,
    u64(length),
    u64(inMemory),
    u64(align),
  ]);
}

function sectionHeader({ kind, offset, content }: PlacedSection, nameOffset: number): Buffer {
  const { type, flags, loaded } = kinds[kind];
  return Buffer.concat([
    u32(nameOffset),
    u32(type),
    u64(flags),
    u64(loaded ? loadAddress + offset : 0),
    u64(offset),
    u64(content.length),
    u64(0),
    u64(kind === 'names' ? 1 : 4),
    u64(0),
  ]);
}

/** Filled up with zeros to a multiple of 4. */
function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
}

function align8(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

function u16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeUInt16LE(value);
  return octets;
}

function u32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32LE(value);
  return octets;
}

function u64(value: number): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64LE(BigInt(value));
  return octets;
}
