import { isIP } from 'node:net';
import { parseAddress } from '../../base/network-address.ts';
import { isRegistryName } from '../../outgoing/registry-name.ts';
import type { DockerHubAddresses } from '../../outgoing/services.ts';
import type { Credential, CredentialService } from '../deps.ts';
import { notFound } from '../problems.ts';

/** A registry, and who may see the credential that is kept for it. */
export interface Registry {
  readonly name: string;
  readonly url: URL;
  /** What its credential is kept for. */
  readonly service: CredentialService;
  /** Origins that its credential is shown to. */
  readonly trusted: readonly string[];
}

/**
 * The registry of a name in a reference. `plainLoopback`: whether one at a loopback address is asked without
 * TLS, for tests. Throws `source-not-found` for what is no name of one.
 */
export function registryOf(
  name: string,
  { registry, auth }: DockerHubAddresses,
  plainLoopback: boolean,
): Registry {
  if (name === 'docker.io') {
    const trusted = [registry.origin, auth.origin];
    return { name: 'Docker Hub', url: registry, service: 'docker-hub', trusted };
  }
  const plain = plainLoopback && isLoopback(name);
  const url = new URL(`${plain ? 'http' : 'https'}://${name}`);
  const { host, origin } = url;
  if (!isRegistryName(host)) throw notFound(`${name} is not the name of a registry.`);
  return { name, url, service: host, trusted: [origin] };
}

/** Whether the credential that is kept for a registry may be seen at an origin: its owner says so. */
export function mayShow(
  { trusted, url }: Registry,
  { tokenService }: Pick<Credential, 'tokenService'>,
  origin: string,
): boolean {
  if (trusted.includes(origin)) return true;
  return tokenService !== null && URL.parse(`${url.protocol}//${tokenService}`)?.origin === origin;
}

function isLoopback(name: string): boolean {
  const host = name.replace(/:\d+$/, '');
  return isIP(host) !== 0 && parseAddress(host)?.range() === 'loopback';
}
