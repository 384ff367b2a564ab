import type { UnikernelArguments } from '../../albatross/unikernel.ts';
import { isLoadable, requiredMemory } from '../../solo5/program.ts';
import type { Series } from '../options.ts';
import type { Unikernel } from './unikernel.ts';

/** How a unikernel that cannot live comes to its end, a moment after it was started. */
export interface Exit {
  readonly code: number;
  /** What it prints before, if anything. */
  readonly line: string | null;
  /** Milliseconds that it lives; left out: a moment. */
  readonly after?: number;
}

/** MiB below which what the sample images stand for gives up, whatever their headers say. */
const minMemory = 4;

/** Of the emulated machine. */
const processor = 'x86-64';

/** An argument of a unikernel that does not know `--name`: it ends with 64 where it is passed it. */
const namelessArgument = '--emulator-nameless';

const exitArgument = /^--emulator-exit=(\d{1,3})(?::(\d{1,7}))?$/;

/**
 * The end that awaits a unikernel: its tender cannot be pinned to the CPUs or does not load it, it has
 * too little memory, or the argument `--emulator-exit=CODE` asks for it, or `--emulator-exit=CODE:MS`
 * after so many milliseconds. Null for one that lives.
 */
export function exitOf(
  { config, solo5, named }: Pick<Unikernel, 'config' | 'solo5' | 'named'>,
  cpus: readonly number[],
): Exit | null {
  if (config.cpuids.length === 0) {
    return { code: 1, line: 'taskset: failed to parse CPU list: ' };
  }
  if (!config.cpuids.some((cpu) => cpus.includes(cpu))) {
    return { code: 1, line: "taskset: failed to set pid 1's affinity: Invalid argument" };
  }
  if (solo5.program?.machine !== processor || !isLoadable(solo5, config.memory)) {
    return { code: 1, line: `solo5-${solo5.target}: Invalid or unsupported executable` };
  }
  if (config.memory < Math.max(minMemory, requiredMemory(solo5) ?? 0)) {
    return { code: 255, line: 'Solo5: ABORT: mem.c:54: Not enough memory' };
  }
  if (named && config.arguments?.includes(namelessArgument)) return { code: 64, line: null };
  const [, code, after] =
    config.arguments?.map((text) => exitArgument.exec(text)).find(Boolean) ?? [];
  if (code === undefined) return null;
  const line = `Solo5: solo5_exit(${code}) called`;
  return { code: Number(code), line, ...(after !== undefined && { after: Number(after) }) };
}

/**
 * Whether a unikernel that ended with a code is started again
 * (docs/albatross-protocol.md, sections 5 and 8.4).
 */
export function isRestarted(
  { failBehaviour: behaviour, arguments: given }: UnikernelArguments,
  code: number,
  series: Series,
): boolean {
  if (series === '2.8') {
    if (code >= 123 && code <= 125) return false;
    if (given?.some((text) => text === '--help' || text === '--version')) return false;
  }
  if (behaviour === 'quit' || code === 1 || (code >= 60 && code <= 64)) return false;
  return behaviour.restart === null || behaviour.restart.includes(code);
}

/** Whether that code may mean that a unikernel does not know `--name`: it is tried once without. */
export const isForName = (code: number, series: Series): boolean =>
  code === 64 || (series === '2.8' && code === 124);
