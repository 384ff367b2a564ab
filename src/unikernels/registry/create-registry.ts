import { HealthRecords } from '../health/health-records.ts';
import { Releases, type ReleasesDeps } from '../releases/releases.ts';
import { DesiredUnikernels } from './desired-unikernels.ts';
import { Registry } from './registry.ts';
import { SealedValues } from './sealed-values.ts';
import { ToldRecords } from './told-records.ts';

/** What remembers unikernels. */
export interface UnikernelMemory {
  readonly registry: Registry;
  readonly releases: Releases;
  readonly desired: DesiredUnikernels;
  readonly told: ToldRecords;
  readonly health: HealthRecords;
}

/** Puts together what remembers unikernels: what they are, are to be, and were. */
export function createRegistry({
  database,
  box,
  clock,
  imagesShare,
  maxReleases,
}: ReleasesDeps): UnikernelMemory {
  const values = new SealedValues(box);
  const registry = new Registry({ database, values, clock });
  const releases = new Releases({ database, box, clock, imagesShare, maxReleases });
  const health = new HealthRecords({ database, box, registry });
  const desired = new DesiredUnikernels({ database, registry, releases, health, values, clock });
  const told = new ToldRecords(database, clock);
  return { told, registry, releases, desired, health };
}
