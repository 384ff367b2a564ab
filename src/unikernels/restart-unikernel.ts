import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { ChangeDeps } from './deps.ts';
import { knownImages } from './expect-runnable.ts';
import {
  type FilledConfig,
  fillArguments,
  hasNewSecrets,
  runningConfig,
} from './fill-arguments.ts';
import type { UnikernelLocation } from './location.ts';
import { type PlanRequest, planChange } from './plan-arguments.ts';
import type { RestartChanges } from './request-schema.ts';
import { expectRunning, type Running, readRunning } from './running.ts';
import { argumentsOf, infoFrom, manifestOf } from './running-arguments.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Restarts a unikernel with its image; what is given is changed, all else is kept, but for secrets
 * that have other values by now. Gives what was started. Up to albatross 2.7 a host takes another memory,
 * answers success, and keeps the old one: so what came of it is read back. A host also ends the unikernel
 * before it looks at the new arguments, so they are checked here. Throws `unikernel-unknown`,
 * `unikernel-busy`, `host-refused` where the memory was kept, and as `planChange`, `fillArguments` and the host do.
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
  const filled = await planRestart(deps, { location, running, manifest, given, signal }, hold);
  const told = filled?.told ?? null;
  const kept = argumentsOf(current, true);
  const digest = current.digest.toString('hex');
  await deps.deployments.run(
    {
      key,
      action: 'restart',
      digest,
      config: filled?.asked ?? null,
      runningSince: current.started,
      replaces: true,
      by: request,
    },
    {
      host,
      slot: 'command',
      config: filled ?? (await runningConfig(deps, key, kept)),
      signal,
      lost,
      ...(told && { departure: () => memoryDeparture(location, told.memory) }),
      operation: (client, bound) => client.restartUnikernel(target, told, { signal: bound }),
    },
  );
  return infoFrom(told ?? kept, digest, location.name);
}

/** null: the host starts it with what it has. */
async function planRestart(
  deps: ChangeDeps,
  request: PlanRequest & { readonly running: Running & { readonly current: UnikernelInfo } },
  hold: AsyncDisposableStack,
): Promise<FilledConfig | null> {
  const { location, running, given } = request;
  if (isEmpty(given) && !(await hasNewSecrets(deps, location.key, running.current))) return null;
  const digest = running.current.digest.toString('hex');
  const [image] = given.memory === undefined ? [] : await knownImages(deps, [digest]);
  const planned = await planChange(deps, { ...request, image }, hold);
  return await fillArguments(deps.secrets, location.key.domain, planned);
}

/** Of one that has ended at once nothing can be said. */
async function memoryDeparture(
  location: UnikernelLocation,
  asked: number,
): Promise<Problem | null> {
  const { current } = await readRunning(location);
  if (!current || current.memory === asked) return null;
  return new Problem(
    'host-refused',
    `The host has restarted it and kept its memory of ${current.memory} MiB, as albatross does up to ` +
      '2.7: to change that, update the unikernel.',
  );
}

const isEmpty = (given: PlanRequest['given']) =>
  Object.values(given).every((value) => value === undefined);
