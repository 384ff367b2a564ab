import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { StoredImage } from '../storage/image-store.ts';
import type { ChangeRequest, ChangeTools } from './create-unikernel.ts';
import { argumentsOf, devicesOf, expectCurrent, infoFrom } from './current-unikernel.ts';
import type { DeploymentRecords } from './deployment-records.ts';
import { type LocatedUnikernel, surroundingsOf } from './locate-unikernel.ts';
import { planArguments } from './plan-arguments.ts';
import type { UpdateConfig } from './schema.ts';
import { sendImage } from './send-image.ts';

export interface UpdateTools extends ChangeTools {
  readonly records: DeploymentRecords;
}

/**
 * Gives a unikernel a new image and keeps of its configuration what is not given; gives what was
 * started. The host checks first and replaces then. Throws `unikernel-unknown`, `unikernel-busy`, and as `planArguments` and
 * the host do.
 */
export async function updateUnikernel(
  tools: UpdateTools,
  located: LocatedUnikernel,
  given: UpdateConfig,
  image: StoredImage,
  request: ChangeRequest,
): Promise<UnikernelInfo> {
  using hold = new DisposableStack();
  hold.use(await tools.locks.hold(located.key));
  const around = await surroundingsOf(located, located.host, request.signal);
  const current = expectCurrent(around, located);
  if (current.type !== 'solo5') throw notSolo5(current.type);
  const addName = (await tools.records.lastAddName(located.key)) ?? true;
  const plan = {
    ...request,
    located,
    around,
    manifest: image.solo5.devices,
    given,
    base: argumentsOf(current, addName),
    kept: devicesOf(current),
  };
  const planned = await planArguments(tools, plan, hold);
  await tools.deployments.run(
    {
      ...request,
      key: located.key,
      action: 'update',
      digest: image.digest,
      config: planned,
      runningSince: current.started,
    },
    sendImage(located, planned, image, { force: true, signal: request.signal }),
  );
  return infoFrom(planned, image.digest, located.name);
}

function notSolo5(type: string): Problem {
  return new Problem(
    'image-refused',
    `The unikernel runs as ${type}, and its image would be one for solo5. Create it anew instead.`,
  );
}
