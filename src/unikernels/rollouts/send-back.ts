import { isLabel } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { unikernelLock } from '../../database/locks/lock-name.ts';
import type { Lock } from '../../database/locks/locks.ts';
import type { HostOperation } from '../../host-client/managed-host.ts';
import { holdVolumes } from '../../volumes/volume-locks.ts';
import { fillArguments } from '../fill-arguments.ts';
import { readRunning } from '../running.ts';
import { type Sent, sendChange } from '../send-change.ts';
import { sendImage } from '../send-image.ts';
import type { RolloutDeps } from './deps.ts';
import type { RollbackTarget } from './plan.ts';
import { OvertakenError, type Rollout, RolloutOverError, type RolloutSite } from './rollout.ts';

/** Milliseconds that is waited for whoever has the unikernel. */
const lockWait = 60_000;

/** What is to run in the end. */
export type Aim = RollbackTarget | 'nothing';

/**
 * Tells the host once to have what is to run. Throws `RolloutOverError` where somebody has ended the
 * rollout meanwhile, `unikernel-busy`, `volume-busy`, `image-not-kept`, and as `fillArguments` does.
 */
export async function sendBack(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  aim: Aim,
): Promise<Sent> {
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdPatiently(deps, site, rollout.signal));
  await expectUndoing(deps, rollout);
  await expectOurs(rollout, site, aim);
  if (aim === 'nothing') return await sendDestroy(site, lost);
  hold.use(await holdVolumes(deps.locks, volumesOf(site, aim)));
  const image = await deps.kept.find(aim.digest);
  if (!image) throw new Problem('image-not-kept', 'The image of what ran before is not kept.');
  const filled = await fillArguments(deps.secrets, site.key.domain, aim.config);
  return await sendChange(sendImage(site, filled, image, { force: true, lost }), always);
}

/** It is nobody's wish any more, but what a deployment owes. */
const always = async () => {};

async function sendDestroy({ host, target }: RolloutSite, lost: AbortSignal): Promise<Sent> {
  const operation: HostOperation<void> = (client, bound) =>
    client.destroyUnikernel(target, { signal: bound });
  const sent = await sendChange({ host, slot: 'command', config: null, lost, operation }, always);
  const isGone =
    sent.kind === 'refused' &&
    sent.error instanceof Problem &&
    sent.error.code === 'unikernel-unknown';
  return isGone ? { kind: 'done' } : sent;
}

async function holdPatiently(
  { locks }: Pick<RolloutDeps, 'locks'>,
  { key }: RolloutSite,
  signal: AbortSignal,
): Promise<Lock> {
  const lock = await locks.acquire(unikernelLock(key), { wait: lockWait, signal });
  if (lock) return lock;
  throw new Problem('unikernel-busy', `The unikernel ${key.name} is being changed by another one.`);
}

async function expectUndoing(
  { records }: Pick<RolloutDeps, 'records'>,
  { deployment }: Rollout,
): Promise<void> {
  if (!(await records.isOpen(deployment))) throw new RolloutOverError();
}

/** What another client has started since is not ended. Throws `OvertakenError`. */
async function expectOurs(
  { deployment: { digest } }: Rollout,
  site: RolloutSite,
  aim: Aim,
): Promise<void> {
  const { current } = await readRunning(site);
  const found = current?.digest.toString('hex');
  const isOurs = found === undefined || found === digest;
  if (!isOurs && !(aim !== 'nothing' && found === aim.digest)) throw new OvertakenError();
}

function volumesOf({ key: { host, domain } }: RolloutSite, { config }: RollbackTarget) {
  return config.blockDevices
    .map(({ name, volume }) => volume ?? name)
    .filter(isLabel)
    .map((volume) => ({ host, domain, volume }));
}
