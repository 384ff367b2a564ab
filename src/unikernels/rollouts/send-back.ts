import { isLabel } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { Problem } from '../../base/errors.ts';
import { unikernelLock } from '../../database/locks/lock-name.ts';
import type { Lock } from '../../database/locks/locks.ts';
import type { HostOperation } from '../../host-client/managed-host.ts';
import { holdVolumes } from '../../volumes/volume-locks.ts';
import type { AskedConfig } from '../asked-config.ts';
import { differingFields } from '../differences.ts';
import { fillArguments } from '../fill-arguments.ts';
import { readAnew } from '../running.ts';
import { type Sent, sendChange } from '../send-change.ts';
import { sendImage } from '../send-image.ts';
import { configOf } from './config-of.ts';
import { readEnd } from './console-lines.ts';
import type { RolloutDeps } from './deps.ts';
import type { RollbackTarget } from './plan.ts';
import { OvertakenError, type Rollout, RolloutOverError, type RolloutSite } from './rollout.ts';
import { toldAt } from './told-at.ts';
import { endedBy } from './told-end.ts';

/** Milliseconds that is waited for whoever has the unikernel. */
const lockWait = 60_000;

/** What is to run in the end. */
export type Aim = RollbackTarget | 'nothing';

/** One try to have it so. */
export interface BackTry {
  readonly aim: Aim;
  /** Whether an earlier try, or a boot of its host meanwhile, may have ended what was deployed. */
  readonly mayHaveEndedIt: boolean;
}

/**
 * Tells the host once to have what is to run. Throws `RolloutOverError` where somebody has ended the
 * rollout meanwhile, `unikernel-busy`, `volume-busy`, `image-not-kept`, and as `fillArguments` does.
 */
export async function sendBack(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  back: BackTry,
): Promise<Sent> {
  const { aim } = back;
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdPatiently(deps, site, rollout.signal));
  await expectUndoing(deps, rollout);
  await expectOurs(deps, rollout, site, back);
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

/** What another client has started since is not ended, nor is what it has ended started. Throws `OvertakenError`. */
async function expectOurs(
  deps: RolloutDeps,
  rollout: Rollout,
  site: RolloutSite,
  { aim, mayHaveEndedIt }: BackTry,
): Promise<void> {
  const { deployment, signal } = rollout;
  const { current } = await readAnew(site, signal);
  if (!current) {
    if (aim !== 'nothing' && !mayHaveEndedIt) await expectEndedByItself(deps, rollout, site);
    return;
  }
  const { digest = null } = deployment;
  const deployed = { digest, config: configOf(deps, deployment) };
  if (isRunningAs(current, deployed)) return;
  if (aim === 'nothing' || !isRunningAs(current, aim)) throw new OvertakenError();
}

/** Whether it is the image and the configuration, as far as that can be read. */
function isRunningAs(
  found: UnikernelInfo,
  { digest, config }: { readonly digest: string | null; readonly config: AskedConfig | null },
): boolean {
  if (found.digest.toString('hex') !== digest) return false;
  return config === null || differingFields(config, found).length === 0;
}

/** One that did not stay up is not expected to run; one that ran when its checks had failed is. */
async function expectEndedByItself(
  deps: RolloutDeps,
  { deployment, steps, signal }: Rollout,
  site: RolloutSite,
): Promise<void> {
  const { news, log, waits: { timer } = deps } = deps;
  if (deployment.reason !== 'check-failed') return;
  const since = toldAt({ deployment, steps });
  const report = (error: unknown) => log.warn({ error, ...site.key }, 'a console cannot be read');
  const asked = { since, from: null, timer, signal, report };
  const { lines } = await readEnd(site, asked);
  const logged = news?.exitOf(site.key, since) ?? null;
  if (endedBy({ lines, logged, isOfThisStart: false }) === 'itself') return;
  throw new OvertakenError(
    'It is gone, and nothing shows that it ended by itself: another client may have ended it.',
  );
}

function volumesOf({ key: { host, domain } }: RolloutSite, { config }: RollbackTarget) {
  return config.blockDevices
    .map(({ name, volume }) => volume ?? name)
    .filter(isLabel)
    .map((volume) => ({ host, domain, volume }));
}
