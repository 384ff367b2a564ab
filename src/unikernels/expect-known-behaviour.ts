import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { UpdateConfig } from './request-schema.ts';

const message =
  'has to be given: the unikernel runs with a restart behaviour that this release of Fulmar does not know, and ' +
  'cannot keep';

/**
 * What runs is started again with what it was started with, as far as nothing else is given. Throws
 * `malformed-request` where that cannot be asked for here.
 */
export function expectKnownBehaviour(
  { failBehaviour }: Pick<UnikernelInfo, 'failBehaviour'>,
  given: Readonly<Partial<Record<keyof UpdateConfig, unknown>>>,
): void {
  if (failBehaviour !== 'unknown' || given.failBehaviour !== undefined) return;
  const errors = [{ path: 'failBehaviour', message }];
  throw new Problem('malformed-request', `failBehaviour ${message}.`, { errors });
}
