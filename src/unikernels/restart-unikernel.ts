import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { ChangeDeps } from './deps.ts';
import type { UnikernelLocation } from './location.ts';
import { planChange } from './plan-arguments.ts';
import type { RestartChanges } from './request-schema.ts';
import { expectRunning } from './running.ts';
import { argumentsOf, infoFrom, manifestOf } from './running-arguments.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Restarts a unikernel with its image; what is given is changed, all else is kept. Gives what was
 * started. The memory cannot be changed: a host takes it, answers success, and keeps the old one. A host also ends the unikernel
 * before it looks at the new arguments, so they are checked here. Throws `unikernel-unknown`,
 * `unikernel-busy`, and as `planChange` and the host do.
 */
export async function restartUnikernel(
  deps: ChangeDeps,
  location: UnikernelLocation,
  given: RestartChanges,
  request: ChangeRequest,
): Promise<UnikernelInfo> {
  const { host, key, target } = location;
  const { signal } = request;
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const running = await expectRunning(location, signal);
  const { current } = running;
  const manifest = manifestOf(current);
  const config = isEmpty(given)
    ? null
    : await planChange(deps, { location, running, manifest, given, signal }, hold);
  const digest = current.digest.toString('hex');
  await deps.deployments.run(
    {
      key,
      action: 'restart',
      digest,
      config,
      runningSince: current.started,
      replaces: true,
      by: request,
    },
    {
      host,
      slot: 'command',
      signal,
      lost,
      operation: (client, bound) => client.restartUnikernel(target, config, { signal: bound }),
    },
  );
  return infoFrom(config ?? argumentsOf(current, true), digest, location.name);
}

const isEmpty = (given: RestartChanges) =>
  Object.values(given).every((value) => value === undefined);
