import type { ResolvedSource } from '../../sources/pinned-source.ts';
import type { Requester } from '../../sources/requester.ts';
import type { ImageSource } from '../../sources/schema.ts';
import type { StoredImage } from '../../storage/image-store.ts';
import { presentOrigin } from './present-origin.ts';
import type { GoOut, SourcedImage, SourcedImagesDeps } from './sourced-images.ts';

/** What a fetch stands on. */
type FetchDeps = Pick<SourcedImagesDeps, 'sources'> & { readonly goOut: GoOut };

/** What another server has, pinned. Rejects with the problem of that source, and the signal's reason. */
export async function findRemoteImage(
  deps: SourcedImagesDeps & FetchDeps,
  source: ImageSource,
  requester: Requester,
  signal: AbortSignal,
): Promise<SourcedImage> {
  const { sources, kept, releases } = deps;
  const resolved = await sources.resolve(source, requester, signal);
  const { digest, pinned, limits } = resolved;
  // What is told may be the digest of a compressed file, or of what others keep here.
  const isOwn = digest !== null && (await releases.hasImage(requester.account, digest));
  const image = isOwn ? await kept.find(digest) : null;
  return {
    known: { origin: presentOrigin(resolved), source, pinned },
    digest: image?.digest ?? null,
    ...{ told: digest, limits },
    fetch: (bound) => fetchRemoteImage(deps, resolved, requester, bound),
  };
}

/**
 * The image of exactly that: what is kept here at once, else when there is a place to fetch it. Rejects as
 * `findRemoteImage`, and with `too-many-at-once`.
 */
export async function fetchRemoteImage(
  { sources, goOut }: FetchDeps,
  resolved: Pick<ResolvedSource, 'pinned'>,
  requester: Requester,
  signal: AbortSignal,
): Promise<StoredImage> {
  const kept = await sources.findKept(resolved, requester, signal);
  return kept ?? (await goOut(signal, () => sources.fetch(resolved, requester, signal)));
}
