import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { AskedConfig } from '../asked-config.ts';
import { differingFields } from '../differences.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { compareReleases } from '../releases/compare-releases.ts';

/** What would be asked for. */
interface Planned {
  /** SHA-256 of the image, hex. */
  readonly digest: string;
  readonly config: AskedConfig;
}

/** The members that would differ from what was last requested; for one that is only watched, from what runs. */
export function plannedChanges(
  { managed, digest, config, lastInfo }: RegisteredUnikernel,
  current: UnikernelInfo | null,
  planned: Planned,
): string[] {
  const seen = current ?? lastInfo;
  if (!managed && seen) return changesFrom(seen, planned);
  const before = { release: { digest: digest ?? '' }, config };
  const after = { release: { digest: planned.digest }, config: planned.config };
  return compareReleases(before, after).map(({ field }) => field);
}

function changesFrom(seen: UnikernelInfo, { digest, config }: Planned): string[] {
  const isSame = seen.digest.toString('hex') === digest;
  return [...(isSame ? [] : ['image']), ...differingFields(config, seen)];
}
