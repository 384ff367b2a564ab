import type { Schema } from '../../api/schema.ts';

/** What the form of a new volume holds. */
export interface VolumeValues {
  readonly host: string | null;
  readonly name: string;
  /** MiB; text while it is being typed. */
  readonly size: number | string;
}

/** MiB that the account may still give to volumes on a host; null: that is not known. */
export function storageLeft(host: Schema['Host'] | undefined): number | null {
  if (!host?.policy) return null;
  if (host.policy.storage === null) return 0;
  return host.used ? Math.max(0, host.policy.storage - host.used.storage) : null;
}

/** What is wrong with the values, by field; the server finds all else. */
export function volumeFaults({ host, name, size }: VolumeValues, left: number | null) {
  return {
    host: host ? null : 'Choose a host',
    name: name.trim() === '' ? 'Enter a name' : null,
    size: sizeFault(size, left),
  };
}

function sizeFault(size: number | string, left: number | null): string | null {
  if (typeof size !== 'number' || size < 1) return 'Enter a size, 1 MiB or more';
  return left !== null && size > left ? 'This is more than is left of the policy' : null;
}
