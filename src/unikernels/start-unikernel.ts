import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { ChangeDeps } from './deps.ts';
import { fillArguments } from './fill-arguments.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import { planAgain } from './plan-arguments.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { RestartChanges } from './request-schema.ts';
import { type Running, readRecent } from './running.ts';
import { sendImage } from './send-image.ts';
import { type StartedUnikernel, startedBy } from './started.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/** One that does not run, and what of what was asked for last is to be other. */
export interface Starting {
  readonly action: 'start' | 'restart';
  readonly known: RegisteredUnikernel;
  readonly running: Running;
  readonly given: RestartChanges;
  /** Aborts when the unikernel is not held any more. */
  readonly lost: AbortSignal;
  /** Called once its host is told. */
  readonly told?: () => void;
}

/**
 * Starts a unikernel that does not run as it was last asked for, from its image that is kept. Throws
 * `unikernel-unknown`, `unikernel-exists` where it runs, `unikernel-busy`, and as `startKept` does.
 */
export async function startUnikernel(
  deps: ChangeDeps,
  location: UnikernelLocation,
  request: ChangeRequest,
): Promise<StartedUnikernel> {
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, location.key));
  return await startHeld(deps, location, request, { hold, lost });
}

/** The same while the unikernel is held, by `hold`. */
export async function startHeld(
  deps: ChangeDeps,
  location: UnikernelLocation,
  request: ChangeRequest,
  { hold, lost }: { readonly hold: AsyncDisposableStack; readonly lost: AbortSignal },
): Promise<StartedUnikernel> {
  const { key } = location;
  const known = expectKnown(key, await deps.registry.find(key));
  const running = await readRecent(location, 'absent', request.signal);
  if (running.current) throw runs(location);
  const starting = { action: 'start', known, running, given: {}, lost } as const;
  return await startKept(deps, location, starting, request, hold);
}

/**
 * The same while the unikernel is held. Throws `image-not-kept`, and as `planAgain`, `fillArguments`
 * and the host do.
 */
export async function startKept(
  deps: ChangeDeps,
  location: UnikernelLocation,
  { action, known, running, given, lost, told }: Starting,
  request: ChangeRequest,
  hold: AsyncDisposableStack,
): Promise<StartedUnikernel> {
  const { key } = location;
  const { signal } = request;
  const { image, config } = await expectKept(deps, known);
  const manifest = image.solo5.devices;
  const wanted = { location, running, manifest, image: image.solo5, given, signal };
  const planned = await planAgain(deps, wanted, config, hold);
  const filled = await fillArguments(deps.secrets, key.domain, planned);
  const { digest } = image;
  // One that its host is about to restart is in its way otherwise.
  const change = sendImage(location, filled, image, { force: true, signal, lost });
  const operation: typeof change.operation = (client, bound) => {
    told?.();
    return change.operation(client, bound);
  };
  const deployment = await deps.deployments.run(
    {
      ...{ key, action, digest, config: filled.asked },
      ...{ runningSince: null, replaces: false, by: request },
    },
    { ...change, operation },
  );
  return startedBy(deployment, location, filled, digest);
}

async function expectKept(
  { kept }: Pick<ChangeDeps, 'kept'>,
  { key, ...known }: RegisteredUnikernel,
) {
  const image: StoredImage | null = known.digest === null ? null : await kept.find(known.digest);
  const { config } = known;
  if (image && config) return { image, config };
  throw new Problem(
    'image-not-kept',
    `The image or the configuration of ${key.name} is not kept here. Deploy it again.`,
  );
}

function runs({ key: { name, host } }: UnikernelLocation): Problem {
  return new Problem('unikernel-exists', `The unikernel ${name} runs on ${host} already.`);
}
