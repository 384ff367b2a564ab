import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { ChangeDeps, Deps } from './deps.ts';
import { expectSameAbi, guestOf } from './expect-same-abi.ts';
import { fillArguments } from './fill-arguments.ts';
import type { OriginatedImage } from './image-of-form.ts';
import { keepImage, keepReplaced } from './keep-images.ts';
import type { UnikernelLocation } from './location.ts';
import { overwrittenDrift } from './overwritten-drift.ts';
import { planKnown } from './plan-arguments.ts';
import type { UpdateConfig } from './request-schema.ts';
import { readRecent } from './running.ts';
import { sendImage } from './send-image.ts';
import { type StartedUnikernel, startedBy } from './started.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Gives a unikernel a new image, which stays the caller's, and keeps of what was asked for last what is
 * not given, whatever it does: one that ends over and over, or has ended, too. Gives what was started. The host looks at
 * the image only after it has ended the old one, so where it refuses, that may be gone. Throws `locked`, `unikernel-unknown`, `unikernel-busy`,
 * and as `expectSameAbi` unless forced, `planKnown`, `fillArguments` and the host do.
 */
export async function updateUnikernel(
  deps: ChangeDeps & Pick<Deps, 'images' | 'deploymentLocks'>,
  location: UnikernelLocation,
  { force, ...given }: UpdateConfig,
  image: OriginatedImage,
  request: ChangeRequest,
): Promise<StartedUnikernel> {
  const { key } = location;
  const { signal } = request;
  await Promise.all([deps.maintenance.expectNone(key.host), deps.deploymentLocks.expectNone(key)]);
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const running = await readRecent(location, 'running', signal);
  const known = await deps.registry.find(key);
  const { current } = running;
  if (current && current.type !== 'solo5') throw notSolo5(current.type);
  if (current && !force) await expectSameAbi(deps.images, { location, current, image, signal });
  const { solo5 } = image;
  const manifest = solo5.devices;
  const wanted = { location, running, manifest, image: solo5, given, signal };
  const planned = await planKnown(deps, wanted, known, hold);
  const filled = await fillArguments(deps.secrets, key.domain, planned);
  const config = filled.asked;
  const keepAll = async () => {
    await keepImage(deps, image, location.key.domain);
    if (current) await keepReplaced(deps, location, current, request);
  };
  const { digest } = image;
  const deployment = await deps.deployments.run(
    {
      key,
      action: 'update',
      digest,
      config,
      runningSince: current?.started ?? null,
      replaces: current !== null,
      overwrites: overwrittenDrift(known, current),
      by: request,
      ...(image.origin && { origin: image.origin }),
    },
    { ...sendImage(location, filled, image, { force: true, signal, lost }), prepare: keepAll },
  );
  return startedBy(deployment, location, filled, digest);
}

function notSolo5(type: UnikernelInfo['type']): Problem {
  return new Problem(
    'image-refused',
    `What runs is ${guestOf(type)}, but the new image is for solo5. Create it anew instead.`,
  );
}
