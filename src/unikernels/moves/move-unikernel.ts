import { Problem } from '../../base/errors.ts';
import { askedWith } from '../../identity/access/actor.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Deps } from '../deps.ts';
import { expectUnprotected } from '../destroy-unikernel.ts';
import type { Deployment } from '../entity.ts';
import { loopingInfo } from '../keep-looping.ts';
import { expectKnown, type UnikernelLocation } from '../location.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { findCurrentImage } from '../rollouts/find-image.ts';
import { keepChecks } from '../rollouts/keep-checks.ts';
import { baseOf } from '../rollouts/plan-deploy.ts';
import type { DeployBody } from '../rollouts/schema.ts';
import { readRunning } from '../running.ts';
import { isThere, type Move } from './move.ts';

/** Where a unikernel is, and where it is to run. */
export interface MoveRequest {
  readonly from: UnikernelLocation;
  readonly to: UnikernelLocation;
  /** `to`, as of now. */
  confirm(): Promise<UnikernelLocation>;
  readonly wanted: DeployBody;
  readonly by: ChangeRequest;
}

/**
 * Begins to move a unikernel: it is deployed on another host as it is, and ended where it was once it runs there.
 * Its host may be away: then it is left there. Throws `not-movable` for one with volumes, `unikernel-exists`
 * where one of its name is there, `unikernel-unknown`, `unikernel-not-running`, `unikernel-busy`, `protected`,
 * `locked`, `host-maintenance`, `image-not-kept`.
 */
export async function moveUnikernel(
  deps: Deps,
  { from, to, confirm, wanted, by }: MoveRequest,
): Promise<Deployment> {
  await deps.maintenance.expectNone(to.key.host);
  await deps.deploymentLocks.expectNone(from.key);
  await deps.deploymentLocks.expectNone(to.key);
  await deps.rollouts.expectFree(from.key);
  const known = expectKnown(from.key, await deps.registry.find(from.key));
  expectUnprotected(known);
  if (known.managed && known.desired === 'stopped') throw runsNot(from);
  if (await deps.registry.find(to.key)) throw isThere(to);
  const current = await readFormer(deps, from, known, by.signal);
  const config = await baseOf(deps, { location: from, given: {} }, known, current);
  expectNoVolumes(from, config);
  const move: Move = {
    ...{ from: from.key.host, config },
    askedAt: known.askedAt?.toISOString() ?? null,
    ...(current && { ran: current.digest.toString('hex') }),
    credential: askedWith(by.actor.credential),
  };
  return await deps.rollouts.begin({
    ...{ location: to, confirm, move, by, patient: false },
    image: await findCurrentImage(deps, from, known, { current }),
    wanted: {
      ...(await keepChecks(deps, from.key, { ...wanted, keepChecks: true })),
      onFailure: 'stop',
    },
  });
}

/** What runs where it is; null: that cannot be told. */
async function readFormer(
  { clock }: Pick<Deps, 'clock'>,
  from: UnikernelLocation,
  known: RegisteredUnikernel,
  signal?: AbortSignal,
) {
  if (from.host.knownDown) return null;
  const { current } = await readRunning(from, signal);
  const found = current ?? loopingInfo(known, clock());
  if (found) return found;
  throw runsNot(from);
}

function runsNot({ key: { name, host } }: UnikernelLocation): Problem {
  const detail = `The unikernel ${name} does not run on ${host}. Deploy it on the other host instead.`;
  return new Problem('unikernel-not-running', detail);
}

function expectNoVolumes({ key }: UnikernelLocation, { blockDevices }: AskedConfig): void {
  if (blockDevices.length === 0) return;
  const names = blockDevices.map(({ name }) => name).join(', ');
  const detail =
    `The unikernel ${key.name} has volumes (${names}), whose content stays on ${key.host}. Download them, and ` +
    'deploy it anew on the other host.';
  throw new Problem('not-movable', detail);
}
