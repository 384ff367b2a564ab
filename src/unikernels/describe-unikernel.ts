import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import type { AskedConfig } from './asked-config.ts';
import type { ChangeDeps } from './deps.ts';
import type { Deployment } from './entity.ts';
import { expectUnikernel, type UnikernelLocation } from './location.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** What is known of a unikernel by itself. */
export interface KnownUnikernel {
  readonly key: UnikernelKey;
  readonly info: UnikernelInfo;
  /** The secrets of its account, which are not shown. */
  readonly values: SecretValues;
  /** Whether the actor may read its arguments whole. */
  readonly whole: boolean;
  /** null: the host could not be asked. */
  readonly running: boolean | null;
  /** As it was asked for last; null: never by us. */
  readonly asked: AskedConfig | null;
  readonly lastDeployment: Deployment | null;
}

type DescribingDeps = Pick<ChangeDeps, 'history' | 'secrets'>;

/** The unikernel as it runs now. Throws `unikernel-unknown`, and as the host does. */
export async function describeUnikernel(
  deps: DescribingDeps,
  location: UnikernelLocation,
  signal?: AbortSignal,
): Promise<KnownUnikernel> {
  return await describe(deps, location, await expectUnikernel(location, signal), true);
}

/** What runs now, or what was started where that has ended already or cannot be asked. */
export async function describeStarted(
  deps: DescribingDeps,
  location: UnikernelLocation,
  started: UnikernelInfo,
): Promise<KnownUnikernel> {
  try {
    return await describeUnikernel(deps, location);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const running = error.code === 'unikernel-unknown' ? false : null;
    return await describe(deps, location, started, running);
  }
}

async function describe(
  { history, secrets }: DescribingDeps,
  { key, authority }: UnikernelLocation,
  info: UnikernelInfo,
  running: boolean | null,
): Promise<KnownUnikernel> {
  return {
    ...{ key, info, running },
    lastDeployment: await history.last(key),
    asked: await history.lastAsked(key),
    values: await secrets.valuesOf(key.domain),
    whole: authority.allows('unikernels:write', key.name),
  };
}
