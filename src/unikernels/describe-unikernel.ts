import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { ChangeDeps } from './deps.ts';
import type { Deployment } from './entity.ts';
import { expectUnikernel, type UnikernelLocation } from './location.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** What is known of a unikernel by itself. */
export interface KnownUnikernel {
  readonly key: UnikernelKey;
  readonly info: UnikernelInfo;
  /** null: the host could not be asked. */
  readonly running: boolean | null;
  readonly addName: boolean | null;
  readonly lastDeployment: Deployment | null;
}

type DescribingDeps = Pick<ChangeDeps, 'history'>;

/** The unikernel as it runs now. Throws `unikernel-unknown`, and as the host does. */
export async function describeUnikernel(
  { history }: DescribingDeps,
  location: UnikernelLocation,
  signal?: AbortSignal,
): Promise<KnownUnikernel> {
  return await describe(history, location, await expectUnikernel(location, signal), true);
}

/** What runs now, or what was started where that has ended already or cannot be asked. */
export async function describeStarted(
  { history }: DescribingDeps,
  location: UnikernelLocation,
  started: UnikernelInfo,
): Promise<KnownUnikernel> {
  try {
    return await describeUnikernel({ history }, location);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const running = error.code === 'unikernel-unknown' ? false : null;
    return await describe(history, location, started, running);
  }
}

async function describe(
  history: ChangeDeps['history'],
  { key }: UnikernelLocation,
  info: UnikernelInfo,
  running: boolean | null,
): Promise<KnownUnikernel> {
  const lastDeployment = await history.last(key);
  return { key, info, running, addName: await history.lastAddName(key), lastDeployment };
}
