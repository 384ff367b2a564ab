import { Releases, type ReleasesDeps } from '../releases/releases.ts';
import { DesiredUnikernels } from './desired-unikernels.ts';
import { Registry } from './registry.ts';
import { SealedValues } from './sealed-values.ts';

/** What remembers unikernels. */
export interface UnikernelMemory {
  readonly registry: Registry;
  readonly releases: Releases;
  readonly desired: DesiredUnikernels;
}

/** Puts together what remembers unikernels: what they are, are to be, and were. */
export function createRegistry({
  database,
  box,
  clock,
  imagesShare,
}: ReleasesDeps): UnikernelMemory {
  const values = new SealedValues(box);
  const registry = new Registry({ database, values, clock });
  const releases = new Releases({ database, box, clock, imagesShare });
  const desired = new DesiredUnikernels({ database, registry, releases, values, clock });
  return { registry, releases, desired };
}
