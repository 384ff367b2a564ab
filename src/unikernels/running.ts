import type { Named } from '../albatross/messages.ts';
import { isBelow, type Name } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** What runs on a host: a unikernel itself, all others of its domain and below it, those of other domains, and everything. */
export interface Running {
  /** Without the sizes of its volumes. */
  readonly current: UnikernelInfo | null;
  /** Those of the others that are directly in its domain, whose volumes these are. */
  readonly beside: readonly UnikernelInfo[];
  readonly others: readonly UnikernelInfo[];
  readonly foreign: readonly UnikernelInfo[];
  readonly all: readonly UnikernelInfo[];
}

/** Which unikernel is looked for, and on which host. */
export interface Sought {
  readonly host: Pick<ManagedHost, 'unikernels' | 'unikernelsAnew'>;
  readonly key: UnikernelKey;
  readonly name: Name;
}

/** How old what was seen may be that a change is planned by, in milliseconds. */
const recent = 5_000;

/**
 * What runs where a unikernel is to be changed, as it was seen lately. Where the unikernel is not as
 * the change expects it, that is looked at anew: nothing is refused for what another client has changed since.
 */
export async function readRecent(
  sought: Sought,
  expected: 'running' | 'absent',
  signal?: AbortSignal,
): Promise<Running> {
  const seen = among(await sought.host.unikernels(signal, recent), sought);
  const isExpected = (seen.current !== null) === (expected === 'running');
  return isExpected ? seen : await readAnew(sought, signal);
}

/** What runs where a unikernel is, or would be. */
export async function readRunning(sought: Sought, signal?: AbortSignal): Promise<Running> {
  return among(await sought.host.unikernels(signal), sought);
}

/** The same by a reading that begins now: for what ends a unikernel that another client may have started a moment ago. */
export async function readAnew(sought: Sought, signal?: AbortSignal): Promise<Running> {
  return among(await sought.host.unikernelsAnew(signal), sought);
}

function among(all: readonly Named<UnikernelInfo>[], { key, name }: Sought): Running {
  const below = all.filter((unikernel) => isBelow(unikernel.name, [key.domain]));
  const isIt = (unikernel: Named<UnikernelInfo>) =>
    unikernel.name.path.length === name.path.length && unikernel.name.label === name.label;
  return {
    current: below.find(isIt)?.value ?? null,
    beside: below
      .filter((unikernel) => unikernel.name.path.length === name.path.length && !isIt(unikernel))
      .map(({ value }) => value),
    others: below.filter((unikernel) => !isIt(unikernel)).map(({ value }) => value),
    foreign: all
      .filter((unikernel) => !isBelow(unikernel.name, [key.domain]))
      .map(({ value }) => value),
    all: all.map(({ value }) => value),
  };
}
