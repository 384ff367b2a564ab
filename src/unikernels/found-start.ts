import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { differingFields } from './differences.ts';
import { asRunning } from './registry/as-running.ts';
import type { FoundStart } from './state/observation.ts';

/** What a host shows of a unikernel that was `before` as it was seen last; null: nothing, or not known. */
export function foundStart(
  info: UnikernelInfo | null,
  before: UnikernelInfo | null,
): FoundStart | null {
  if (!info) return null;
  const { started } = info;
  const isNew = before !== null && before.started?.getTime() !== started?.getTime();
  return { started, isAnothers: isNew && !isAsBefore(before, info) };
}

/** A host starts it again with the image and the configuration that it had. */
function isAsBefore(before: UnikernelInfo, now: UnikernelInfo): boolean {
  const asked = { ...asRunning(before), failBehaviour: before.failBehaviour };
  return before.digest.equals(now.digest) && differingFields(asked, now).length === 0;
}
