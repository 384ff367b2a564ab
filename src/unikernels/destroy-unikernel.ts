import type { ChangeRequest } from '../places/change-request.ts';
import type { ChangeDeps } from './deps.ts';
import type { UnikernelLocation } from './location.ts';
import { readRunning } from './running.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Ends a unikernel, also one that is being restarted over and over and so is in no list. Throws
 * `unikernel-unknown`, `unikernel-busy`, and as the host does.
 */
export async function destroyUnikernel(
  { locks, deployments }: Pick<ChangeDeps, 'locks' | 'deployments'>,
  location: UnikernelLocation,
  request: ChangeRequest,
): Promise<void> {
  const { host, key, target } = location;
  const { signal } = request;
  await using hold = await holdUnikernel(locks, key);
  const { current } = await readRunning(location, signal);
  const digest = current?.digest.toString('hex') ?? null;
  const runningSince = current?.started ?? null;
  await deployments.run(
    { key, action: 'destroy', digest, config: null, runningSince, replaces: false, by: request },
    {
      host,
      slot: 'command',
      config: null,
      signal,
      lost: hold.lost,
      operation: (client, bound) => client.destroyUnikernel(target, { signal: bound }),
    },
  );
}
