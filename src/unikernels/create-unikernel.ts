import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { StoredImage } from '../storage/image-store.ts';
import { infoFrom } from './current-unikernel.ts';
import type { Deployments } from './deployments.ts';
import { type LocatedUnikernel, surroundingsOf } from './locate-unikernel.ts';
import { defaultArguments, type PlanTools, planArguments } from './plan-arguments.ts';
import { noDevices } from './resolve-devices.ts';
import type { CreateConfig } from './schema.ts';
import { sendImage } from './send-image.ts';
import type { UnikernelLocks } from './unikernel-locks.ts';

export interface ChangeTools extends PlanTools {
  readonly locks: UnikernelLocks;
  readonly deployments: Deployments;
}

/** Who changes something, in which request. */
export interface ChangeRequest {
  readonly actor: Actor;
  readonly requestId: string;
  /** Aborted when the client is gone; a change that is sent goes on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates a unikernel from an image that is here whole, and gives what was started: its tender, which
 * does not mean that it lives. Throws `unikernel-exists` unless forced, `unikernel-busy`, and as
 * `planArguments` and the host do.
 */
export async function createUnikernel(
  tools: ChangeTools,
  located: LocatedUnikernel,
  config: Omit<CreateConfig, 'name'>,
  image: StoredImage,
  request: ChangeRequest,
): Promise<UnikernelInfo> {
  using hold = new DisposableStack();
  hold.use(await tools.locks.hold(located.key));
  const around = await surroundingsOf(located, located.host, request.signal);
  if (around.current && !config.force) throw exists(located);
  const plan = {
    ...request,
    located,
    around,
    manifest: image.solo5.devices,
    given: config,
    base: defaultArguments,
    kept: noDevices,
  };
  const planned = await planArguments(tools, plan, hold);
  await tools.deployments.run(
    {
      ...request,
      key: located.key,
      action: 'create',
      digest: image.digest,
      config: planned,
      runningSince: around.current?.started ?? null,
    },
    sendImage(located, planned, image, { force: config.force, signal: request.signal }),
  );
  return infoFrom(planned, image.digest, located.name);
}

function exists({ key: { name, host } }: LocatedUnikernel): Problem {
  return new Problem(
    'unikernel-exists',
    `A unikernel ${name} runs on ${host}. Update it, destroy it first, or create with "force": true.`,
  );
}
