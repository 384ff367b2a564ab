import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { ChangeDeps, Deps } from './deps.ts';
import { fillArguments } from './fill-arguments.ts';
import type { OriginatedImage } from './image-of-form.ts';
import { keepImage, keepReplaced } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import { overwrittenDrift } from './overwritten-drift.ts';
import { planNew } from './plan-arguments.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { CreateConfig } from './request-schema.ts';
import { type Running, readRecent } from './running.ts';
import { sendImage } from './send-image.ts';
import { type StartedUnikernel, startedBy } from './started.ts';
import { holdUnikernel, type UnikernelKey } from './unikernel-locks.ts';
import { viewUnikernel } from './view-unikernel.ts';

/**
 * Creates a unikernel from an image that is here whole, which stays the caller's, and gives what was
 * started: its tender, which does not mean that it lives. Throws `locked`, `unikernel-exists` unless forced,
 * `unikernel-busy`, and as `Authority.expect`, `planNew`, `fillArguments` and the host do.
 */
export async function createUnikernel(
  deps: ChangeDeps & Pick<Deps, 'clock' | 'images' | 'deploymentLocks'>,
  location: UnikernelLocation,
  { force, ...given }: Omit<CreateConfig, 'name'>,
  image: OriginatedImage,
  request: ChangeRequest,
): Promise<StartedUnikernel> {
  const { key, authority } = location;
  const { signal } = request;
  authority.expect('unikernels:write', key.name); // it came in the body
  await Promise.all([deps.maintenance.expectNone(key.host), deps.deploymentLocks.expectNone(key)]);
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const running = await readRecent(location, force ? 'running' : 'absent', signal);
  const known = await deps.registry.find(key);
  if (!force) expectNone(deps, location, running, known);
  const { solo5 } = image;
  const manifest = solo5.devices;
  const planned = await planNew(
    deps,
    { location, running, manifest, image: solo5, given, signal },
    hold,
  );
  const filled = await fillArguments(deps.secrets, key.domain, planned);
  const config = filled.asked;
  const { digest } = image;
  const keepAll = async () => {
    await keepImage(deps, image, key.domain);
    if (running.current) await keepReplaced(deps, location, running.current, request);
  };
  const runningSince = running.current?.started ?? null;
  const replaces = running.current !== null;
  const overwrites = overwrittenDrift(known, running.current);
  const deployment = await deps.deployments.run(
    {
      ...{ key, action: 'create', digest, config, runningSince, replaces, overwrites },
      by: request,
      ...(image.origin && { origin: image.origin }),
    },
    { ...sendImage(location, filled, image, { force, signal, lost }), prepare: keepAll },
  );
  return startedBy(deployment, location, filled, digest);
}

/** One that has ended may be created anew; one that is stopped, protected or restarting is there. */
function expectNone(
  { clock }: Pick<Deps, 'clock'>,
  { key, host }: UnikernelLocation,
  { current: live }: Running,
  registered: RegisteredUnikernel | null,
): void {
  if (live) throw exists(key, 'runs');
  if (!registered) return;
  const { managed, deletionProtection } = registered;
  if (managed && deletionProtection) throw exists(key, 'is protected');
  const hostSince = host.health.since;
  const moment = { changing: false, whole: false, now: clock() };
  const view = viewUnikernel({ key, registered, live, hostSince, ...moment });
  const state = view?.state.state;
  // One that another client has started may restart over and over, too.
  if ((managed && state === 'stopped') || state === 'restarting') throw exists(key, `is ${state}`);
}

function exists({ name, host }: UnikernelKey, how: string): Problem {
  return new Problem(
    'unikernel-exists',
    `A unikernel ${name} ${how} on ${host}. Update it, destroy it first, or create with "force": true.`,
  );
}
