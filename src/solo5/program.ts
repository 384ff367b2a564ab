import { ImageError } from './errors.ts';
import type { Program, Solo5Image } from './facts.ts';
import { u16, u32, u64 } from './octets.ts';
import { type Reading, readSpan } from './reading.ts';

const headerLength = 56;
const executable = 2;
const load = 1;

/** `e_machine` of what solo5 has been ported to. */
const machines: ReadonlyMap<number, string> = new Map([
  [21, 'ppc64'],
  [62, 'x86-64'],
  [183, 'arm64'],
]);

const mebibyte = 1024 ** 2;
const page = 4096;
/** Octets behind the program below which its own start gives up (`mem_init` of solo5's bindings). */
const minFree = 512 * 1024;

/**
 * Reads the program headers behind an ELF header: at most 3.5 MiB, whatever the image says. Throws
 * `ImageError` `not-executable` where a tender would load none of it, and `truncated`.
 */
export function* readProgram(size: number, head: Uint8Array): Reading<Program> {
  if (u16(head, 0x10) !== executable) throw notExecutable('is not linked as a static executable');
  const count = u16(head, 0x38);
  if (count === 0) throw notExecutable('has no program headers');
  if (u16(head, 0x36) !== headerLength) {
    throw notExecutable(`has program headers that are not of ${headerLength} octets`);
  }
  const span = { offset: Number(u64(head, 0x20)), length: count * headerLength };
  const headers = yield* readSpan(size, span, 'program headers');
  const machine = u16(head, 0x12);
  return { machine: machines.get(machine) ?? `machine ${machine}`, end: endOf(headers) };
}

/**
 * MiB below which an image certainly does not start; null: it is not known. It is loaded at the
 * addresses that it names, and has to have 512 KiB left behind that. What a tender for hvt is given, it
 * rounds down to a multiple of 2 MiB.
 */
export function requiredMemory({ target, program }: Solo5Image): number | null {
  if (program === undefined) return null;
  const unit = unitOf(target) * mebibyte;
  const octets = Math.ceil(program.end / page) * page + minFree;
  return Math.ceil(octets / unit) * unitOf(target);
}

/** Whether a tender loads an image into so many MiB, whether or not that gets far. */
export function isLoadable({ target, program }: Solo5Image, memory: number): boolean {
  const unit = unitOf(target);
  return program === undefined || program.end <= Math.floor(memory / unit) * unit * mebibyte;
}

const unitOf = (target: Solo5Image['target']) => (target === 'hvt' ? 2 : 1);

/** Octets from address 0 to the end of the last segment that is loaded. */
function endOf(headers: Uint8Array): number {
  let end = 0;
  for (let at = 0; at < headers.length; at += headerLength) {
    if (u32(headers, at) !== load) continue;
    end = Math.max(end, Number(u64(headers, at + 0x10) + u64(headers, at + 0x28)));
  }
  return end;
}

function notExecutable(what: string): ImageError {
  return new ImageError(
    'not-executable',
    `the image ${what}, so no tender loads it: send it as the unikernel's build leaves it behind`,
  );
}
