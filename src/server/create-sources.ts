import { parseAddress } from '../base/network-address.ts';
import { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import { createDownload } from '../outgoing/download.ts';
import { Sources } from '../sources/sources.ts';
import type { ImageStore } from '../storage/image-store.ts';
import type { KeptImages } from '../storage/kept-images/kept-images.ts';
import type { Releases } from '../unikernels/releases/releases.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import { proxyOf } from './proxy.ts';
import type { ServerDeps } from './server-deps.ts';
import { sourceCredentials } from './source-credentials.ts';

interface Images {
  readonly images: ImageStore;
  readonly kept: KeptImages;
  readonly releases: Pick<Releases, 'hasImage' | 'imageFrom'>;
}

/** What fetches images: as slowly as uploads may be, and never from what the server stands on. */
export function createSources(deps: ServerDeps, { images, kept, releases }: Images): Sources {
  const { config, timer, clock } = deps;
  const download =
    deps.download ??
    createDownload({
      proxy: proxyOf(config),
      rule: allowedAddresses(deps, config.sourceNetworks),
      minRate: { octets: config.minTransferRate, over: 60_000 },
      timer,
    });
  return new Sources({
    ...{ download, images, kept, clock, timer, minRate: config.minTransferRate },
    credentialFor: sourceCredentials(new ExternalCredentials(deps)),
    isOwn: (account, digest) => releases.hasImage(account, digest),
    imageFrom: (account, pinned) => releases.imageFrom(account, pinned),
    builder: config.builderUrl,
    builderPages: config.builderPages ?? pagesOf(config.builderUrl),
  });
}

/** Where people find the pages of a builder; null: nowhere, as it is asked on this machine alone. */
function pagesOf(builder: URL | null): URL | null {
  const host = builder?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return host === 'localhost' || parseAddress(host)?.range() === 'loopback' ? null : builder;
}
