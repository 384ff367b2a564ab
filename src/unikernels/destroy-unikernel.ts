import type { ChangeRequest, ChangeTools } from './create-unikernel.ts';
import { type LocatedUnikernel, surroundingsOf } from './locate-unikernel.ts';

/**
 * Ends a unikernel, also one that is being restarted over and over and so is in no list. Throws
 * `unikernel-unknown`, `unikernel-busy`, and as the host does.
 */
export async function destroyUnikernel(
  { locks, deployments }: ChangeTools,
  located: LocatedUnikernel,
  request: ChangeRequest,
): Promise<void> {
  using _hold = await locks.hold(located.key);
  const { current } = await surroundingsOf(located, located.host, request.signal);
  await deployments.run(
    {
      ...request,
      key: located.key,
      action: 'destroy',
      digest: current?.digest.toString('hex') ?? null,
      config: null,
      runningSince: current?.started ?? null,
    },
    {
      host: located.host,
      place: 'command',
      signal: request.signal,
      operation: (client, signal) => client.destroyUnikernel(located.target, { signal }),
    },
  );
}
