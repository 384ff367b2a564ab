import type { Requester } from '../../sources/requester.ts';
import type { ImageSource } from '../../sources/schema.ts';
import { presentOrigin } from './present-origin.ts';
import type { SourcedImage, SourcedImagesDeps } from './sourced-images.ts';

/** What another server has, pinned. Rejects with the problem of that source, and the signal's reason. */
export async function findRemoteImage(
  { sources, kept, releases }: SourcedImagesDeps,
  source: ImageSource,
  requester: Requester,
  signal: AbortSignal,
): Promise<SourcedImage> {
  const resolved = await sources.resolve(source, requester, signal);
  const { digest, pinned, limits } = resolved;
  // What is told may be the digest of a compressed file, or of what others keep here.
  const isOwn = digest !== null && (await releases.hasImage(requester.account, digest));
  const image = isOwn ? await kept.find(digest) : null;
  return {
    known: { origin: presentOrigin(resolved), source, pinned },
    digest: image?.digest ?? null,
    ...{ told: digest, limits },
    fetch: (bound) => sources.fetch(resolved, requester, bound),
  };
}
