import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import type { ChangeRequest } from './create-unikernel.ts';
import {
  argumentsOf,
  devicesOf,
  expectCurrent,
  infoFrom,
  manifestOf,
} from './current-unikernel.ts';
import { type LocatedUnikernel, type Surroundings, surroundingsOf } from './locate-unikernel.ts';
import { planArguments } from './plan-arguments.ts';
import type { RestartChanges } from './schema.ts';
import type { UpdateTools } from './update-unikernel.ts';

/**
 * Restarts a unikernel with its image; what is given is changed, all else is kept. Gives what was
 * started. The memory cannot be changed: a host takes it, answers success, and keeps the old one. A host also ends the unikernel before
 * it looks at the new arguments, so they are checked here. Throws `unikernel-unknown`,
 * `unikernel-busy`, and as `planArguments` and the host do.
 */
export async function restartUnikernel(
  tools: UpdateTools,
  located: LocatedUnikernel,
  given: RestartChanges,
  request: ChangeRequest,
): Promise<UnikernelInfo> {
  using hold = new DisposableStack();
  hold.use(await tools.locks.hold(located.key));
  const around = await surroundingsOf(located, located.host, request.signal);
  const current = expectCurrent(around, located);
  const planned = isEmpty(given)
    ? null
    : await plan(tools, located, { around, current, given, request }, hold);
  const digest = current.digest.toString('hex');
  await tools.deployments.run(
    {
      ...request,
      key: located.key,
      action: 'restart',
      digest,
      config: planned,
      runningSince: current.started,
    },
    {
      host: located.host,
      place: 'command',
      signal: request.signal,
      operation: (client, signal) => client.restartUnikernel(located.target, planned, { signal }),
    },
  );
  return infoFrom(planned ?? argumentsOf(current, true), digest, located.name);
}

interface Restart {
  readonly around: Surroundings;
  readonly current: UnikernelInfo;
  readonly given: RestartChanges;
  readonly request: ChangeRequest;
}

async function plan(
  tools: UpdateTools,
  located: LocatedUnikernel,
  { around, current, given, request }: Restart,
  hold: DisposableStack,
): Promise<UnikernelArguments> {
  const addName = (await tools.records.lastAddName(located.key)) ?? true;
  const base = argumentsOf(current, addName);
  const devices = { manifest: manifestOf(current), kept: devicesOf(current) };
  return await planArguments(tools, { ...request, ...devices, located, around, given, base }, hold);
}

const isEmpty = (given: RestartChanges) =>
  Object.values(given).every((value) => value === undefined);
