import type { Schema } from '../../api/schema.ts';
import type { DeployRequest } from '../deploy/send-deployment.ts';
import type { Place } from '../unikernels/place.ts';
import type { MovedDevice } from './moved-devices.ts';

/** What there is to do about one thing. */
export type Planned = PlannedVolume | PlannedUnikernel | Unnamed | Refused;

export interface PlannedVolume {
  readonly kind: 'volume';
  readonly place: Place;
  /** MiB. */
  readonly size: number;
  readonly change: 'create' | 'none';
}

/** A unikernel, with what a deployment would change, and the settings that differ. */
export interface PlannedUnikernel {
  readonly kind: 'unikernel';
  readonly place: Place;
  readonly change: 'create' | 'deploy' | 'settings' | 'none';
  readonly changes: readonly string[];
  readonly request: DeployRequest;
  /** null: they are as the file wants them. */
  readonly settings: Schema['UnikernelSettings'] | null;
  readonly moved: readonly MovedDevice[];
}

/** Something on a host of the file that it does not name. */
export interface Unnamed {
  readonly kind: 'unnamed';
  readonly what: 'unikernel' | 'volume';
  readonly place: Place;
}

/** Why something cannot be done, and where in the file it is. */
export interface Refused {
  readonly kind: 'refused';
  readonly place: Place;
  readonly at: string;
  readonly reason: string;
}
