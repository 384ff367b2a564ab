import type { Host } from '../albatross/host/host.ts';
import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { AskedConfig } from './asked-config.ts';
import type { ChangeDeps, Deps } from './deps.ts';
import { knownImages } from './expect-runnable.ts';
import {
  type FilledConfig,
  fillArguments,
  hasNewSecrets,
  runningConfig,
} from './fill-arguments.ts';
import { keepToRestart } from './keep-to-restart.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import { overwrittenDrift } from './overwritten-drift.ts';
import { type PlanRequest, planKnown } from './plan-arguments.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { RestartChanges } from './request-schema.ts';
import { type Running, readRecent, readRunning } from './running.ts';
import { argumentsOf, manifestOf } from './running-arguments.ts';
import { startKept } from './start-unikernel.ts';
import { type StartedUnikernel, startedBy } from './started.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Restarts a unikernel with its image; what is given is changed, all else is kept, but for secrets
 * that have other values by now. Gives what was started. Up to albatross 2.7 a host takes another memory,
 * answers success, and keeps the old one: so what came of it is read back. A host also ends the unikernel
 * before it looks at the new arguments, so they are checked here. Throws `unikernel-unknown`,
 * `unikernel-busy`, `host-refused` where the memory was kept, and as `planChange`, `fillArguments`, `keepToRestart`
 * and the host do.
 */
export async function restartUnikernel(
  deps: ChangeDeps & Pick<Deps, 'timer'>,
  location: UnikernelLocation,
  given: RestartChanges,
  request: ChangeRequest,
): Promise<StartedUnikernel> {
  const { host, key, target } = location;
  const { signal } = request;
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const running = await readRecent(location, 'running', signal);
  const known = await deps.registry.find(key);
  const { current } = running;
  if (!current) {
    const starting = {
      action: 'restart',
      known: expectKnown(key, known),
      running,
      given,
      lost,
    } as const;
    return await startKept(deps, location, starting, request, hold);
  }
  const manifest = manifestOf(current);
  const wanted = { location, running: { ...running, current }, manifest, given, signal };
  const asked = known?.config ?? (await deps.history.lastAsked(key));
  const filled = await planRestart(deps, wanted, { known, asked }, hold);
  const told = filled?.told ?? null;
  const kept = argumentsOf(current, true);
  const digest = current.digest.toString('hex');
  const deployment = await deps.deployments.run(
    {
      key,
      action: 'restart',
      digest,
      config: filled?.asked ?? null,
      runningSince: current.started,
      replaces: true,
      // The image stays what it is.
      overwrites: filled && overwrittenDrift(known && { ...known, digest: null }, current),
      by: request,
    },
    {
      host,
      slot: 'command',
      config: filled ?? (await runningConfig(deps, key, kept, asked)),
      signal,
      lost,
      prepare: () => keepToRestart(deps, location, { current, known }, signal),
      ...(told && { departure: () => memoryDeparture(location, told.memory) }),
      operation: async (client, bound) => {
        const said = await client.restartUnikernel(target, told, { signal: bound });
        if (said.startsWith('destroyed'))
          await startAnew(deps, location, current, told ?? kept, { client, bound });
      },
    },
  );
  return startedBy(deployment, location, { told: told ?? kept }, digest);
}

/** What is remembered of a unikernel, and what it was asked to start with last. */
interface Remembered {
  readonly known: RegisteredUnikernel | null;
  readonly asked: AskedConfig | null;
}

/** null: the host starts it with what it has. */
async function planRestart(
  deps: ChangeDeps,
  request: PlanRequest & { readonly running: Running & { readonly current: UnikernelInfo } },
  { known, asked }: Remembered,
  hold: AsyncDisposableStack,
): Promise<FilledConfig | null> {
  const { location, running, given } = request;
  if (isEmpty(given) && !(await hasNewSecrets(deps, location.key, running.current, asked)))
    return null;
  const digest = running.current.digest.toString('hex');
  const [image] = given.memory === undefined ? [] : await knownImages(deps, [digest]);
  const planned = await planKnown(deps, { ...request, image }, known, hold);
  return await fillArguments(deps.secrets, location.key.domain, planned);
}

/**
 * A host ends one for good that it was about to restart by itself, and calls that a success: so it is
 * started anew from its image, which `keepToRestart` has kept if that could be (docs/albatross-protocol.md, section 5).
 */
async function startAnew(
  { kept }: Pick<ChangeDeps, 'kept'>,
  { target }: UnikernelLocation,
  { digest }: UnikernelInfo,
  told: UnikernelArguments,
  { client, bound }: { readonly client: Host; readonly bound: AbortSignal },
): Promise<void> {
  const image = await kept.find(digest.toString('hex'));
  if (!image) {
    const detail =
      'The host ended it instead of restarting it, because a restart of its own was pending. ' +
      'Deploy it again.';
    throw new Problem('image-not-kept', detail, { facts: { ended: true } });
  }
  const config = { ...told, type: 'solo5', compressed: false } as const;
  const source = { size: image.size, content: image.open() };
  await client.createUnikernel(target, config, source, { force: true, signal: bound });
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
    `The host restarted it, but kept its memory of ${current.memory} MiB, as ` +
      'albatross up to 2.7 does. To change the memory, update the unikernel.',
  );
}

const isEmpty = (given: PlanRequest['given']) =>
  Object.values(given).every((value) => value === undefined);
