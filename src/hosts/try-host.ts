import { AlbatrossError } from '../albatross/errors.ts';
import { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import type { HostSurroundings } from '../host-client/connected-host.ts';
import type { HostWay } from '../host-client/connection-settings/host-way.ts';
import { openWay } from '../host-client/connection-settings/open-way.ts';
import { problemOf } from '../host-client/problems.ts';

/** Somebody waits for it, and a host that takes longer is no good (milliseconds). */
const replyTimeout = 20_000;

/**
 * Asks a host that is not stored yet what is asked of it later, and gives the way with the
 * fingerprint of its TLS endpoint, where there is one. Throws the `Problem` that it fails with.
 */
export async function tryHost(
  name: Label,
  way: HostWay,
  surroundings: HostSurroundings,
  signal: AbortSignal,
): Promise<HostWay> {
  let seen: string | null = null;
  const onFingerprint = (fingerprint: string) => {
    seen = fingerprint;
  };
  const transport = openWay(way, { ...surroundings, onFingerprint });
  const client = new Host(transport, { replyTimeout, ...surroundings.limits });
  try {
    await client.policies([], { signal });
    await client.unikernels([], { signal });
    return believing(way, seen);
  } catch (error) {
    throw error instanceof AlbatrossError ? problemOf(error, name) : error;
  } finally {
    await client.close();
  }
}

function believing(way: HostWay, fingerprint: string | null): HostWay {
  if (way.transport === 'tls') return { ...way, fingerprint };
  if (way.target.type === 'sockets') return way;
  return { ...way, target: { ...way.target, fingerprint } };
}
