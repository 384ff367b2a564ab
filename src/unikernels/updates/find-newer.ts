import type { Newer, PinnedSource, RequestLimits } from '../../sources/pinned-source.ts';
import type { Origin } from '../origins/origin.ts';
import { presentOrigin } from '../origins/present-origin.ts';
import type { ImageSources, SourcedImages } from '../origins/sourced-images.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Releases } from '../releases/releases.ts';
import type { NewerImage, UpdateSource } from './update-look.ts';

export interface FindNewerDeps {
  readonly releases: Pick<Releases, 'list' | 'originOf'>;
  readonly sourced: Pick<SourcedImages, 'asking'>;
  readonly sources: Pick<ImageSources, 'latest' | 'findByDigest'>;
}

/** Where an image came from, and what is newer there. */
export interface FoundNewer {
  readonly origin: Origin;
  /** Asks what is newer. Rejects with the problem of the source, and the signal's reason. */
  ask(): Promise<ToldNewer>;
}

/** What a source told when it was asked. */
export interface ToldNewer {
  /** null: nothing is. */
  readonly newer: NewerImage | null;
  readonly limits: RequestLimits | null;
}

export interface FindNewerOptions {
  /** Whether the builder is asked about an image that came from nowhere. */
  readonly byDigest: boolean;
  readonly signal: AbortSignal;
}

/**
 * Where the image of a unikernel came from, so that it can be asked what is newer there; null: there is
 * nobody to ask. Rejects with the problem of the
 * builder.
 */
export async function findNewer(
  deps: FindNewerDeps,
  known: RegisteredUnikernel,
  { byDigest, signal }: FindNewerOptions,
): Promise<FoundNewer | null> {
  const { digest, key } = known;
  if (digest === null) return null;
  const releases = await deps.releases.list(key);
  const release = releases.find((each) => each.digest === digest);
  const from = release ? deps.releases.originOf(release) : null;
  const found = from ?? (byDigest ? await madeByBuilder(deps, known, digest, signal) : null);
  if (!found?.pinned) return null;
  const { origin, pinned } = found;
  const ask = async () => {
    const { newer, limits } = await deps.sourced.asking(key.domain, signal, (requester) =>
      deps.sources.latest(pinned, requester, signal),
    );
    const isNew = newer !== null && newer.resolved.digest !== digest;
    return { newer: isNew ? newerImage(newer) : null, limits };
  };
  return { origin, ask };
}

interface Pinned {
  readonly origin: Origin;
  readonly pinned: PinnedSource | null;
}

async function madeByBuilder(
  { sourced, sources }: FindNewerDeps,
  { key }: RegisteredUnikernel,
  digest: string,
  signal: AbortSignal,
): Promise<Pinned | null> {
  const resolved = await sourced.asking(key.domain, signal, () =>
    sources.findByDigest(digest, signal),
  );
  return resolved && { origin: presentOrigin(resolved), pinned: resolved.pinned };
}

function newerImage({ resolved, comparison }: Newer): NewerImage | null {
  const source = sourceOf(resolved.pinned);
  return source && { origin: presentOrigin(resolved), comparison, source };
}

/** What is deployed to have that, and to be told of what comes after it; of GitHub what its tag has by then. */
function sourceOf(pinned: PinnedSource): UpdateSource | null {
  switch (pinned.kind) {
    case 'github': {
      const { kind, repository, tag, pattern: asset } = pinned;
      return { kind, repository, tag, asset };
    }
    case 'oci': {
      const { kind, registry, repository, tag, manifest } = pinned;
      const name = `${registry}/${repository}${tag === null ? '' : `:${tag}`}`;
      return { kind, reference: `${name}@${manifest}` };
    }
    case 'builder': {
      const { kind, job, build } = pinned;
      return { kind, job, build };
    }
    case 'https':
      return null;
  }
}
