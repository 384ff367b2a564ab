import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { ChangeDeps } from './deps.ts';
import { fillArguments } from './fill-arguments.ts';
import { keepImage } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import { planNew } from './plan-arguments.ts';
import type { CreateConfig } from './request-schema.ts';
import { readRunning } from './running.ts';
import { infoFrom } from './running-arguments.ts';
import { sendImage } from './send-image.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Creates a unikernel from an image that is here whole, which stays the caller's, and gives what was
 * started: its tender, which does not mean that it lives. Throws `unikernel-exists` unless forced, `unikernel-busy`,
 * and as `Authority.expect`, `planNew`, `fillArguments` and the host do.
 */
export async function createUnikernel(
  deps: ChangeDeps,
  location: UnikernelLocation,
  { force, ...given }: Omit<CreateConfig, 'name'>,
  image: StoredImage,
  request: ChangeRequest,
): Promise<UnikernelInfo> {
  const { key, authority } = location;
  const { signal } = request;
  authority.expect('unikernels:write', key.name); // it came in the body
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const running = await readRunning(location, signal);
  if (running.current && !force) throw exists(location);
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
  await keepImage(deps, image);
  const runningSince = running.current?.started ?? null;
  const replaces = running.current !== null;
  await deps.deployments.run(
    { key, action: 'create', digest, config, runningSince, replaces, by: request },
    sendImage(location, filled, image, { force, signal, lost }),
  );
  return infoFrom(filled.told, digest, location.name);
}

function exists({ key: { name, host } }: UnikernelLocation): Problem {
  return new Problem(
    'unikernel-exists',
    `A unikernel ${name} runs on ${host}. Update it, destroy it first, or create with "force": true.`,
  );
}
