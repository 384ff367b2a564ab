import { type Policy, unikernelPolicyProblem } from '../albatross/policy.ts';
import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';

/**
 * Throws `policy-refused`, in the host's words, where the policy has no room for the unikernel
 * beside the others of its domain. A host checks some of that only after it has ended the unikernel
 * that is replaced, so nothing may be sent that it would refuse.
 */
export function checkPolicy(
  policy: Policy,
  asked: UnikernelArguments,
  others: readonly UnikernelInfo[],
): void {
  const problem = unikernelPolicyProblem(policy, asked) ?? usageProblem(policy, asked, others);
  if (problem) throw new Problem('policy-refused', problem);
}

function usageProblem(
  policy: Policy,
  { memory }: UnikernelArguments,
  others: readonly UnikernelInfo[],
): string | null {
  if (others.length + 1 > policy.unikernels) {
    return `maximum amount of unikernels (${policy.unikernels}) reached`;
  }
  const used = others.reduce((sum, other) => sum + other.memory, 0);
  if (memory > policy.memory - used) {
    return `maximum allowed memory (${policy.memory}, used ${used}) would be exceeded (requesting ${memory})`;
  }
  return null;
}
