import { Problem } from '../../base/errors.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Releases } from '../releases/releases.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { DeployBody } from './schema.ts';

/** The number of the release that a deployment goes back to; null: to none. */
export const releaseGoneBackTo = ({ source }: DeployBody): number | null =>
  source?.kind === 'release' && source.withConfig ? source.release : null;

/**
 * The configuration of the release that a deployment goes back to; undefined: it goes back to none. Throws
 * `release-unknown`, and `image-not-kept` where no key opens it.
 */
export async function releasedConfig(
  { releases }: { readonly releases: Pick<Releases, 'expect' | 'configOf'> },
  key: UnikernelKey,
  wanted: DeployBody,
): Promise<AskedConfig | undefined> {
  const number = releaseGoneBackTo(wanted);
  if (number === null) return undefined;
  const release = await releases.expect(key, number);
  const config = releases.configOf(release);
  if (config) return config;
  const detail = `The configuration of release ${number} of ${key.name} cannot be read.`;
  throw new Problem('image-not-kept', detail);
}
