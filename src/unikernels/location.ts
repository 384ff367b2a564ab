import type { Label, Name } from '../albatross/names.ts';
import type { Target } from '../albatross/transport.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Place } from '../places/place.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** Where a unikernel is, or would be, and what a command needs to name it. */
export interface UnikernelLocation extends Place {
  readonly key: UnikernelKey;
  readonly name: Name;
  readonly target: Target & { readonly label: Label };
}

/** The location of a unikernel in a place. */
export function locateUnikernel(place: Place, label: Label): UnikernelLocation {
  const { host, domain } = place;
  return {
    ...place,
    key: { host: host.name, domain: domain.label, name: label },
    name: { path: [domain.label], label },
    target: { domains: [domain], label },
  };
}

/** The unikernel as its host has it now, sizes included. Throws `unikernel-unknown`. */
export async function expectUnikernel(
  { host, target, key }: UnikernelLocation,
  signal?: AbortSignal,
): Promise<UnikernelInfo> {
  const found = await host.read(
    (client, bound) => client.unikernel(target, { signal: bound }),
    signal,
  );
  if (found) return found;
  throw unknownUnikernel(key);
}

/** What is remembered of a unikernel. Throws `unikernel-unknown`. */
export function expectKnown<T>(key: UnikernelKey, known: T | null): T {
  if (known) return known;
  throw unknownUnikernel(key);
}

/** There is no such unikernel. */
export function unknownUnikernel({ name, host }: UnikernelKey): Problem {
  return new Problem('unikernel-unknown', `No unikernel ${name} runs on ${host}.`);
}
