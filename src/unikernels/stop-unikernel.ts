import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { Deps } from './deps.ts';
import type { Deployment } from './entity.ts';
import { holdToEnd } from './hold-to-end.ts';
import { isFinal, keepLoopingImage } from './keep-looping.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import { releasedBy } from './releases/released-by.ts';
import { readRecent } from './running.ts';

/** What helps where the only image of one cannot be kept for now. */
const howToEndIt =
  'It was not stopped: its image could not be copied from its host first, and without it, it could not be ' +
  'started again. Try again later, or destroy it if it is not needed any more.';

/**
 * Ends a unikernel and keeps all that is remembered of it, its image too, so that it can be started
 * again, unless its host does not give that, or there is no room for it. A problem that may soon be over ends
 * nothing, since the host may have the only copy. Gives the deployment that it was; null: it no longer ran. Throws
 * `unikernel-unknown`, `unikernel-busy`, and as the host and `keepRunningImage` do.
 */
export async function stopUnikernel(
  deps: Pick<Deps, 'locks' | 'deployments' | 'registry' | 'desired' | 'images' | 'kept' | 'timer'> &
    Pick<Deps, 'rollouts'>,
  location: UnikernelLocation,
  request: ChangeRequest,
): Promise<Deployment | null> {
  const { host, key, target } = location;
  const { signal } = request;
  await using hold = await holdToEnd(deps, key, signal);
  const { current } = await readRecent(location, 'running', signal);
  const known = current
    ? await deps.desired.expectManaged(key, current, releasedBy(request))
    : expectKnown(key, await deps.registry.find(key));
  const { signal: until = new AbortController().signal } = request;
  const unkept = current && (await keepLoopingImage(deps, location, current, until));
  if (unkept && !isFinal(unkept)) throw unkept.extended(howToEndIt);
  const digest = current?.digest.toString('hex') ?? known.digest;
  const runningSince = current?.started ?? null;
  try {
    return await deps.deployments.run(
      { key, action: 'stop', digest, config: null, runningSince, replaces: false, by: request },
      {
        host,
        slot: 'command',
        config: null,
        signal,
        lost: hold.lost,
        operation: (client, bound) => client.destroyUnikernel(target, { signal: bound }),
      },
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unikernel-unknown') throw error;
    await deps.rollouts.end(key, 'stop');
    await deps.desired.stopped(known); // it does not run: so it is to stay
    return null;
  }
}
