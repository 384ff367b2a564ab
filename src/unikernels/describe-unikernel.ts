import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { firstOf } from '../base/timer.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import type { AskedConfig } from './asked-config.ts';
import type { DeploymentLock } from './deployment-locks/entity.ts';
import type { Deps } from './deps.ts';
import type { Deployment } from './entity.ts';
import { type UnikernelLocation, unknownUnikernel } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { StartedUnikernel } from './started.ts';
import { type UnikernelView, viewUnikernel } from './view-unikernel.ts';
import type { Left } from './yields/yields.ts';

/** What is known of a unikernel by itself. */
export interface UnikernelDetails {
  readonly view: UnikernelView;
  /** The secrets of its account, which are not shown. */
  readonly values: SecretValues;
  /** null: the host could not be asked. */
  readonly running: boolean | null;
  /** As it was asked for last; null: never by us. */
  readonly asked: AskedConfig | null;
  readonly lastDeployment: Deployment | null;
  /** What other clients receive of it in our place. */
  readonly left: readonly Left[];
  /** The present lock on its deployments; null if they are not locked. */
  readonly lock: DeploymentLock | null;
}

type DescribingDeps = Pick<
  Deps,
  'history' | 'registry' | 'secrets' | 'yields' | 'deploymentLocks' | 'clock' | 'listTimeout'
>;

/**
 * The unikernel as it is now, whatever it does; as it was seen last where its host is away. Throws
 * `unikernel-unknown`, and as the host does where nothing is remembered of the unikernel.
 */
export async function describeUnikernel(
  deps: DescribingDeps,
  location: UnikernelLocation,
  signal?: AbortSignal,
): Promise<UnikernelDetails> {
  const { key } = location;
  const registered = await deps.registry.find(key);
  const live = registered
    ? await readWhileHoped(location, deps.listTimeout, signal)
    : await readLive(location, signal);
  return await describe(deps, location, { registered, live });
}

/** What its host has just said that it started: it is not asked again. */
export async function describeStarted(
  deps: DescribingDeps,
  location: UnikernelLocation,
  { info, deployment }: StartedUnikernel,
): Promise<UnikernelDetails> {
  return await describe(deps, location, { live: info, started: info, deployment });
}

/** What its host has just said that it ended, or does not have; `deployment`: that did it, if any. */
export async function describeStopped(
  deps: DescribingDeps,
  location: UnikernelLocation,
  deployment: Deployment | null,
): Promise<UnikernelDetails> {
  return await describe(deps, location, { live: null, deployment });
}

interface Found {
  /** Left out: it is looked up. */
  readonly registered?: RegisteredUnikernel | null;
  /** null: it does not run, undefined: the host does not answer. */
  readonly live: UnikernelInfo | null | undefined;
  readonly started?: UnikernelInfo;
  /** The one that has just ended; null or left out: it is looked up. */
  readonly deployment?: Deployment | null;
}

async function describe(
  deps: DescribingDeps,
  { key, host, authority }: UnikernelLocation,
  { deployment = null, ...found }: Found,
): Promise<UnikernelDetails> {
  const { history, registry, secrets, yields, deploymentLocks, clock } = deps;
  const { live } = found;
  const hostSince = host.health.since;
  const whole = authority.allows('unikernels:write', key.name);
  const [registered, lastDeployment, changing, values, left, lock] = await Promise.all([
    found.registered === undefined ? registry.find(key) : found.registered,
    deployment ?? history.last(key),
    deployment === null && history.isStarting(key),
    secrets.valuesOf(key.domain),
    yields.leftOf(host.id, key),
    deploymentLocks.find(key),
  ]);
  const asked = registered?.config ?? (await history.lastAsked(key));
  const view = viewUnikernel({
    ...found,
    registered,
    key,
    hostSince,
    changing,
    whole,
    now: clock(),
  });
  if (!view) throw unknownUnikernel(key);
  return { view, values, running: isRunning(live), asked, lastDeployment, left, lock };
}

async function readLive(
  { host, target }: Pick<UnikernelLocation, 'host' | 'target'>,
  signal?: AbortSignal,
): Promise<UnikernelInfo | null> {
  return await host.read((client, bound) => client.unikernel(target, { signal: bound }), signal);
}

/** undefined: the host is known to be away, or says nothing within so many milliseconds. */
async function readWhileHoped(
  location: Pick<UnikernelLocation, 'host' | 'target'>,
  patience: number,
  signal?: AbortSignal,
): Promise<UnikernelInfo | null | undefined> {
  if (location.host.knownDown) return undefined;
  const limit = AbortSignal.timeout(patience);
  try {
    return await readLive(location, firstOf(limit, signal));
  } catch (error) {
    if (error instanceof Problem || (limit.aborted && !signal?.aborted)) return undefined;
    throw error;
  }
}

const isRunning = (live: Found['live']) => (live === undefined ? null : live !== null);
