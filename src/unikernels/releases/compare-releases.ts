import { isDeepStrictEqual } from 'node:util';
import { maskArguments } from '../../base/mask-arguments.ts';
import { hideInAsked } from '../../secrets/references.ts';
import type { SecretValues } from '../../secrets/secrets.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { Release } from './entity.ts';

/** A release, and what it was started with; null: no key opens that. */
export interface KnownRelease {
  readonly release: Pick<Release, 'digest'>;
  readonly config: AskedConfig | null;
}

/** In what two releases differ. */
export interface ReleaseDifference {
  /** A member of the configuration, or `image`. */
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** In what a release differs from another one, as far as both are known: unmasked, not to be shown. */
export function compareReleases(from: KnownRelease, to: KnownRelease): ReleaseDifference[] {
  const before = membersOf(from);
  const after = membersOf(to);
  const fields = Object.keys(after).filter((field) => Object.hasOwn(before, field));
  return fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

/**
 * Whether a unikernel was started last as a release was: not where a deployment since has failed, and what
 * it has started was left.
 */
export function isStartedAs(
  release: KnownRelease,
  { digest, config }: { readonly digest: string; readonly config: AskedConfig | null },
): boolean {
  return compareReleases(release, { release: { digest }, config }).length === 0;
}

/** Whether two releases can be compared whole. */
export const areBothKnown = (one: KnownRelease, other: KnownRelease) =>
  one.config !== null && other.config !== null;

/** Differences as the API shows them, with secrets as all arguments have them. */
export function presentDifferences(
  differences: readonly ReleaseDifference[],
  { values, whole }: { readonly values: SecretValues; readonly whole: boolean },
): ReleaseDifference[] {
  const shown = (texts: unknown) => {
    const hidden = textsIn(texts).map((text) => hideInAsked(text, values));
    return whole ? hidden : maskArguments(hidden);
  };
  return differences.map((difference) =>
    difference.field === 'arguments'
      ? { field: 'arguments', from: shown(difference.from), to: shown(difference.to) }
      : difference,
  );
}

/** What is compared; how a host was told the arguments is none of it. */
function membersOf({ release, config }: KnownRelease): Readonly<Record<string, unknown>> {
  if (!config) return { image: release.digest };
  const { toldDigest: _told, ...members } = config;
  return { image: release.digest, ...members, arguments: members.arguments ?? [] };
}

const textsIn = (texts: unknown): string[] =>
  Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : [];
