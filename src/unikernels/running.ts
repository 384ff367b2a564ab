import type { Named } from '../albatross/messages.ts';
import { isBelow, type Name } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { HostLists } from '../host-client/managed-host.ts';
import { unknownUnikernel } from './location.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** What runs on a host: a unikernel itself, all others of its domain, those of other domains, and everything. */
export interface Running {
  /** Without the sizes of its volumes. */
  readonly current: UnikernelInfo | null;
  readonly others: readonly UnikernelInfo[];
  readonly foreign: readonly UnikernelInfo[];
  readonly all: readonly UnikernelInfo[];
}

/** Which unikernel is looked for, and on which host. */
export interface Sought {
  readonly host: HostLists;
  readonly key: UnikernelKey;
  readonly name: Name;
}

/** What runs where a unikernel is, or would be. */
export async function readRunning(
  { host, key, name }: Sought,
  signal?: AbortSignal,
): Promise<Running> {
  const all = await host.unikernels(signal);
  const below = all.filter((unikernel) => isBelow(unikernel.name, [key.domain]));
  const isIt = (unikernel: Named<UnikernelInfo>) =>
    unikernel.name.path.length === name.path.length && unikernel.name.label === name.label;
  return {
    current: below.find(isIt)?.value ?? null,
    others: below.filter((unikernel) => !isIt(unikernel)).map(({ value }) => value),
    foreign: all
      .filter((unikernel) => !isBelow(unikernel.name, [key.domain]))
      .map(({ value }) => value),
    all: all.map(({ value }) => value),
  };
}

/** What runs where a unikernel is that has to run. Throws `unikernel-unknown`. */
export async function expectRunning(
  sought: Sought,
  signal?: AbortSignal,
): Promise<Running & { readonly current: UnikernelInfo }> {
  const running = await readRunning(sought, signal);
  const { current } = running;
  if (current) return { ...running, current };
  throw unknownUnikernel(sought.key);
}
