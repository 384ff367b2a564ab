import { Problem } from '../base/errors.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { Deps } from './deps.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import { releasedBy } from './releases/released-by.ts';
import { maxLabels, type SettingsChange } from './settings-schema.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Changes what of a unikernel is kept here and needs no host; the image of one that is managed from now on is fetched later. Throws `unikernel-unknown`,
 * `unikernel-busy` and `too-many-labels`.
 */
export async function changeSettings(
  {
    registry,
    desired,
    locks,
    imageFetches,
  }: Pick<Deps, 'registry' | 'desired' | 'locks' | 'imageFetches'>,
  location: UnikernelLocation,
  { managed, labels, ...change }: SettingsChange,
  request: ChangeRequest,
): Promise<void> {
  const { key } = location;
  await using _lock = await holdUnikernel(locks, key);
  const known = expectKnown(key, await registry.find(key));
  const kept = labels && mergeLabels(known.labels, labels);
  await desired.change(known, { ...change, ...(kept && { labels: kept }) });
  if (managed !== true || known.managed) return;
  await desired.manage(known, releasedBy(request));
  // Only its host has the image, which may lose it before it is to be started again.
  if (known.lastInfo) imageFetches.begin(location, known.lastInfo);
}

/** null takes a label away. Throws `too-many-labels`. */
function mergeLabels(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const merged = Object.entries({ ...before, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  );
  if (merged.length <= maxLabels) return Object.fromEntries(merged);
  const detail = `It would have ${merged.length} labels, and may have ${maxLabels}: take some away by null.`;
  throw new Problem('too-many-labels', detail);
}
