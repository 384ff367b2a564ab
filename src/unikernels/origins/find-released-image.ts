import { Problem } from '../../base/errors.ts';
import { Authority } from '../../places/authority.ts';
import type { ReleaseSource } from './schema.ts';
import type { SourcedImage, SourcedImagesDeps, SourceRequest } from './sourced-images.ts';

/**
 * The image of a release of the same account. Rejects with `release-unknown`, `image-not-kept`, and the
 * 403 of who may not have that image otherwise.
 */
export async function findReleasedImage(
  { releases, kept }: SourcedImagesDeps,
  { source, key, actor }: SourceRequest & { readonly source: ReleaseSource },
): Promise<SourcedImage> {
  const { host = key.host, unikernel: name = key.name, release: number } = source;
  new Authority(actor, host).expect('unikernels:write', name);
  const release = await releases.find({ host, domain: key.domain, name }, number);
  if (!release) {
    const detail = `No release ${number} of ${name} on ${host} is kept.`;
    throw new Problem('release-unknown', detail);
  }
  const { digest } = release;
  const expectKept = async () => {
    const image = await kept.find(digest);
    if (image) return image;
    throw new Problem('image-not-kept', `The image of release ${number} of ${name} is not kept.`);
  };
  await expectKept();
  const origin = {
    kind: 'release',
    from: `${host}/${name}`,
    version: `${number}`,
    page: null,
  } as const;
  const pinned = { kind: 'release', host, unikernel: name, release: number } as const;
  return {
    // What was fetched once came from where it was fetched.
    known: releases.originOf(release) ?? { origin, source: pinned, pinned: null },
    ...{ digest, told: digest, limits: null, fetch: expectKept },
  };
}
