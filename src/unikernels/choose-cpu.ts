import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';

/**
 * The CPU that the fewest unikernels of the host are pinned to, of those that the policy allows;
 * the lowest among equals. Throws `policy-refused` where it allows none.
 */
export function chooseCpu(
  allowed: readonly number[],
  running: readonly Pick<UnikernelInfo, 'cpuids'>[],
): number {
  const uses = (cpu: number) => running.filter(({ cpuids }) => cpuids.includes(cpu)).length;
  const [best] = allowed
    .map((cpu) => ({ cpu, uses: uses(cpu) }))
    .sort((one, other) => one.uses - other.uses || one.cpu - other.cpu);
  if (best) return best.cpu;
  throw new Problem('policy-refused', 'The policy allows no CPU. Ask an administrator for one.');
}
