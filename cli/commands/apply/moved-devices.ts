import type { Schema } from '../../api/schema.ts';
import type { DeployRequest } from '../deploy/send-deployment.ts';

/** A block device that gets another volume. */
export interface MovedDevice {
  readonly device: string;
  /** The volume that it has now. */
  readonly from: string;
  readonly to: string;
  /** Whether that volume is still to be created: it will be empty. */
  readonly isNew: boolean;
}

/** The devices of a unikernel that `wanted` gives other volumes, of which `isNew` tells those that are to be created. */
export function movedDevices(
  { config }: DeployRequest['wanted'],
  current: Schema['UnikernelDetails'] | null,
  isNew: (volume: string) => boolean,
): MovedDevice[] {
  const volumeOf = new Map(current?.blockDevices?.map(({ name, volume }) => [name, volume]));
  return (config?.blockDevices ?? []).flatMap(({ name: device, volume: to = device }) => {
    const from = volumeOf.get(device);
    if (from === undefined || from === to) return [];
    return [{ device, from, to, isNew: isNew(to) }];
  });
}
