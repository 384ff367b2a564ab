import type { Label } from '../../albatross/names.ts';
import type { Deployment } from '../entity.ts';
import type { Registry } from '../registry/registry.ts';
import { keyOf } from '../registry/rows.ts';
import type { Move } from './move.ts';

/** A unikernel that is being moved was stopped, or destroyed, where it was: it is to run nowhere. */
export class WithdrawnError extends Error {
  constructor(from: Label) {
    super(`It was stopped or destroyed on ${from} while it was being moved.`);
  }
}

/** Throws `WithdrawnError`. */
export async function expectStillWanted(
  { registry }: { readonly registry: Pick<Registry, 'isEnded'> },
  deployment: Deployment,
  { from }: Move,
): Promise<void> {
  if (await registry.isEnded({ ...keyOf(deployment), host: from })) throw new WithdrawnError(from);
}
