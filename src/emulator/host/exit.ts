import type { FailBehaviour, UnikernelArguments } from '../../albatross/unikernel.ts';

/** How a unikernel that cannot live comes to its end, a moment after it was started. */
export interface Exit {
  readonly code: number;
  /** What it prints before, if anything. */
  readonly line: string | null;
}

/** MiB below which solo5's bindings give up. */
const minMemory = 4;

const exitArgument = /^--emulator-exit=(\d{1,3})$/;

/**
 * The end that awaits a unikernel: its tender cannot be pinned to the CPUs, it has too little memory,
 * or the argument `--emulator-exit=CODE` asks for it. Null for one that lives.
 */
export function exitOf(config: UnikernelArguments, cpus: readonly number[]): Exit | null {
  if (config.cpuids.length === 0) {
    return { code: 1, line: 'taskset: failed to parse CPU list: ' };
  }
  if (!config.cpuids.some((cpu) => cpus.includes(cpu))) {
    return { code: 1, line: "taskset: failed to set pid 1's affinity: Invalid argument" };
  }
  if (config.memory < minMemory) {
    return { code: 255, line: 'Solo5: ABORT: mem.c:54: Not enough memory' };
  }
  const code = config.arguments?.map((text) => exitArgument.exec(text)?.[1]).find(Boolean);
  return code === undefined
    ? null
    : { code: Number(code), line: `Solo5: solo5_exit(${code}) called` };
}

/**
 * Whether a unikernel that ended with a code is started again
 * (docs/albatross-protocol.md, section 5).
 */
export function isRestarted(behaviour: FailBehaviour, code: number): boolean {
  if (behaviour === 'quit' || code === 1 || (code >= 60 && code <= 64)) return false;
  return behaviour.restart === null || behaviour.restart.includes(code);
}
