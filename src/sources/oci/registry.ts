import { isIP } from 'node:net';
import { parseAddress } from '../../base/network-address.ts';
import type { DockerHubAddresses } from '../../outgoing/services.ts';

/** A registry, and who may see the credential that is kept for it. */
export interface Registry {
  readonly name: string;
  readonly url: URL;
  /** Origins that its credential is shown to: none where none is kept for it. */
  readonly trusted: readonly string[];
}

/** `plainLoopback`: whether one at a loopback address is asked without TLS, for tests. */
export function registryOf(
  name: string,
  { registry, auth }: DockerHubAddresses,
  plainLoopback: boolean,
): Registry {
  if (name === 'docker.io') {
    return { name: 'Docker Hub', url: registry, trusted: [registry.origin, auth.origin] };
  }
  const plain = plainLoopback && isLoopback(name);
  return { name, url: new URL(`${plain ? 'http' : 'https'}://${name}`), trusted: [] };
}

function isLoopback(name: string): boolean {
  const host = name.replace(/:\d+$/, '');
  return isIP(host) !== 0 && parseAddress(host)?.range() === 'loopback';
}
