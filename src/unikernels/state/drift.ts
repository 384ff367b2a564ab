import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { AskedConfig } from '../asked-config.ts';
import { type ComparedField, differingFields } from '../differences.ts';
import { argumentsOf } from '../running-arguments.ts';

/** In what a unikernel that runs is other than it is to be. */
export interface Drift {
  readonly field: ComparedField | 'digest';
  readonly desired: unknown;
  readonly actual: unknown;
}

/** What was asked for. */
export interface Desired {
  readonly config: AskedConfig | null;
  /** SHA-256 of the image, hex; null: not known. */
  readonly digest: string | null;
}

/** All in which what runs differs from what was asked for, as far as its host tells. */
export function driftFrom({ config, digest }: Desired, found: UnikernelInfo): Drift[] {
  const drift = config ? driftOf(config, found) : [];
  const running = found.digest.toString('hex');
  if (digest === null || digest === running) return drift;
  return [{ field: 'digest', desired: digest, actual: running }, ...drift];
}

function driftOf(config: AskedConfig, found: UnikernelInfo): Drift[] {
  const fields = differingFields(config, found);
  if (fields.length === 0) return []; // as of nearly all of a long list
  const actual = { ...argumentsOf(found, true), failBehaviour: found.failBehaviour };
  return fields.map((field) => ({ field, desired: config[field] ?? null, actual: actual[field] }));
}
