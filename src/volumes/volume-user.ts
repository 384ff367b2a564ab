import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { Authority } from '../places/authority.ts';
import type { VolumeKey } from './volume-locks.ts';

/** Whose volume, and who asks. */
export interface Used {
  readonly host: ManagedHost;
  readonly key: VolumeKey;
  /** Left out: nobody asks now. */
  readonly authority?: Pick<Authority, 'allows'>;
}

/**
 * The unikernel that has a volume, where whoever asks may see that one; null: it is not told, or its
 * host does not say. Never throws a problem: this is only for what is said.
 */
export async function userOf(
  { host, key, authority }: Used,
  signal?: AbortSignal,
): Promise<Label | null> {
  if (!authority) return null;
  const list = await host.unikernels(signal).catch(nothing);
  const user = list.find(
    ({ name: { path }, value: { blockDevices } }) =>
      path.length === 1 &&
      path[0] === key.domain &&
      blockDevices.some(({ volume }) => volume === key.volume),
  )?.name.label;
  return user && authority.allows('unikernels:read', user) ? user : null;
}

function nothing(error: unknown): [] {
  if (error instanceof Problem) return [];
  throw error;
}
