import { isDeepStrictEqual } from 'node:util';
import type { Schema } from '../../api/schema.ts';
import type { Settings } from './desired.ts';

/** The settings to be changed; null where all are as they are wanted. */
export function differingSettings(
  wanted: Settings,
  current: Schema['UnikernelDetails'] | null,
): Schema['UnikernelSettings'] | null {
  const is = {
    labels: current?.labels ?? {},
    deletionProtection: current?.deletionProtection ?? false,
    keepRunning: current?.keepRunning.enabled ?? false,
  };
  const { labels, deletionProtection, keepRunning } = { ...is, ...withoutUndefined(wanted) };
  const changes = {
    ...(!isDeepStrictEqual(labels, is.labels) && { labels: replaceLabels(is.labels, labels) }),
    ...(deletionProtection !== is.deletionProtection && { deletionProtection }),
    ...(keepRunning !== is.keepRunning && { keepRunning }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}

function withoutUndefined({ labels, deletionProtection, keepRunning }: Settings) {
  return {
    ...(labels && { labels }),
    ...(deletionProtection !== undefined && { deletionProtection }),
    ...(keepRunning !== undefined && { keepRunning }),
  };
}

/** The change that leaves those labels alone: null takes one away. */
function replaceLabels(
  is: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): Record<string, string | null> {
  const gone = Object.keys(is).filter((label) => !(label in wanted));
  return { ...Object.fromEntries(gone.map((label) => [label, null])), ...wanted };
}
