import { AlbatrossError } from '../albatross/errors.ts';
import { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import { TlsTransport } from '../albatross/tls/tls-transport.ts';
import type { HostSurroundings } from './connection/connected-host.ts';
import type { HostSettings } from './connection/host-settings.ts';
import { problemOf } from './connection/problems.ts';

/** Somebody waits for it, and a host that takes longer is no good (milliseconds). */
const replyTimeout = 20_000;

/**
 * Asks a host that is not stored yet what is asked of it later, and gives the fingerprint of its
 * key. Throws the `Problem` that it fails with.
 */
export async function tryHost(
  name: Label,
  settings: HostSettings,
  { clock, handshakes, limits }: HostSurroundings,
  signal: AbortSignal,
): Promise<string> {
  const { promise: fingerprint, resolve: onFingerprint } = Promise.withResolvers<string>();
  const connectLimiter = handshakes.limit;
  const transport = new TlsTransport({ ...settings, connectLimiter, now: clock, onFingerprint });
  const client = new Host(transport, { replyTimeout, ...limits });
  try {
    await client.policies([], { signal });
    await client.unikernels([], { signal });
    return await fingerprint;
  } catch (error) {
    throw error instanceof AlbatrossError ? problemOf(error, name) : error;
  } finally {
    await client.close();
  }
}
