import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { type Drift, driftFrom } from './state/drift.ts';

/** How the step of a deployment is called that tells of it. */
export const driftStep = 'drift';

/**
 * What another client has changed in a unikernel, and a change overwrites, in a sentence; null: nothing.
 * What arguments and devices are is not in it.
 */
export function overwrittenDrift(
  known: RegisteredUnikernel | null,
  current: UnikernelInfo | null,
): string | null {
  if (!known?.managed || known.desired !== 'running' || !current) return null;
  const drift = driftFrom(known, current);
  if (drift.length === 0) return null;
  return `It overwrites what another client had changed: ${drift.map(inWords).join(', ')}.`;
}

const names: Partial<Record<Drift['field'], string>> = {
  digest: 'the image',
  arguments: 'the arguments',
  cpuids: 'the CPU ids',
  failBehaviour: 'the restart behaviour',
  startup: 'the order at boot',
  blockDevices: 'the block devices',
  networkDevices: 'the network devices',
};

function inWords({ field, desired, actual }: Drift): string {
  if (field === 'memory') return `the memory (${actual} MiB, not ${desired})`;
  return names[field] ?? field;
}
