import { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { lineOf, listOf } from '../../outgoing/answer-fields.ts';
import { notFound } from '../problems.ts';

/** As many as GitHub lets a release have. */
const maxAssets = 1000;

const releaseAsset = z.object({
  id: z.int().positive(),
  name: lineOf(1024),
  size: z.int().nonnegative(),
  /** Not of assets that are older than June 2025. */
  digest: lineOf(255).nullish(),
  /** One that is still being uploaded cannot be had. */
  state: lineOf(255).nullish(),
});

/** A release, as GitHub's REST API 2022-11-28 shows it. */
export const releaseAnswer = z.object({
  tag_name: lineOf(255),
  html_url: z.string(),
  published_at: lineOf(64).nullish(),
  assets: listOf(releaseAsset, maxAssets),
});

export type Release = z.output<typeof releaseAnswer>;
export type ReleaseAsset = z.output<typeof releaseAsset>;

const maxNames = 20;

/** Whether it can be had. */
export const isUploaded = ({ state }: ReleaseAsset) => (state ?? 'uploaded') === 'uploaded';

/**
 * The one asset that a name or pattern fits; signatures only where they are meant. Throws
 * `source-not-found`, `source-ambiguous`.
 */
export function findAsset({ assets, tag_name }: Release, pattern: string): ReleaseAsset {
  const there = assets.filter(isUploaded);
  const exact = there.find(({ name }) => name === pattern);
  if (exact) return exact;
  const fitting = there.filter(({ name }) => fits(name, pattern));
  const [only, second] = fitting.length > 1 ? fitting.filter(isNoSignature) : fitting;
  if (only && !second) return only;
  if (only) {
    const detail = `Several assets of release ${tag_name} match ${pattern}: ${namesOf(fitting)}.`;
    throw new Problem('source-ambiguous', detail);
  }
  const has = there.length === 0 ? 'it has none' : `it has ${namesOf(there)}`;
  throw notFound(`No asset of release ${tag_name} matches ${pattern}: ${has}.`);
}

/** SHA-256 of an asset, hexadecimal; null: GitHub does not say it. */
export function digestOf({ digest }: ReleaseAsset): string | null {
  const [, hex] = /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '') ?? [];
  return hex?.toLowerCase() ?? null;
}

/** Whether a name is a pattern's, in which `*` is anything. */
export function fits(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

export const isNoSignature = ({ name }: ReleaseAsset) => !name.endsWith('.minisig');

function namesOf(assets: readonly ReleaseAsset[]): string {
  const names = assets.slice(0, maxNames).map(({ name }) => name);
  return names.join(', ') + (assets.length > maxNames ? ', …' : '');
}
