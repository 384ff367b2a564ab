import type { PinnedSource, ResolvedSource } from '../../sources/pinned-source.ts';
import { withoutQuery } from '../../sources/shown-address.ts';
import type { Origin } from './origin.ts';

/** Where an image comes from, as it is shown. */
export function presentOrigin({ pinned, version, page }: ResolvedSource): Origin {
  return { kind: pinned.kind, from: placeOf(pinned), version, page };
}

/** Where that is, without what may be a secret. */
export function placeOf(pinned: PinnedSource): string {
  switch (pinned.kind) {
    case 'github':
      return pinned.repository;
    case 'oci':
      return `${pinned.registry}/${pinned.repository}`;
    case 'builder':
      return pinned.job;
    case 'https':
      return withoutQuery(pinned.url);
  }
}
