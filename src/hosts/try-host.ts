import { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import type { HostDeps } from '../host-client/connected-host.ts';
import type { ConnectionSettings } from '../host-client/connection-settings/connection-settings.ts';
import { openTransport } from '../host-client/connection-settings/open-transport.ts';
import { asProblem } from '../host-client/problems.ts';

/** Somebody waits for it, and a host that takes longer is no good (milliseconds). */
const replyTimeout = 20_000;

/**
 * Asks a host that is not stored yet what is asked of it later, and gives the settings with the
 * fingerprint of its TLS endpoint, where there is one. Throws the `Problem` that it fails with.
 */
export async function tryHost(
  name: Label,
  settings: ConnectionSettings,
  hostDeps: HostDeps,
  signal: AbortSignal,
): Promise<ConnectionSettings> {
  let seen: string | null = null;
  const onFingerprint = (fingerprint: string) => {
    seen = fingerprint;
  };
  const transport = openTransport(settings, { ...hostDeps, onFingerprint });
  const client = new Host(transport, { replyTimeout, ...hostDeps.limits });
  try {
    await client.policies([], { signal });
    await client.unikernels([], { signal });
    return believing(settings, seen);
  } catch (error) {
    throw asProblem(error, name);
  } finally {
    await client.close();
  }
}

function believing(settings: ConnectionSettings, fingerprint: string | null): ConnectionSettings {
  if (settings.transport === 'tls') return { ...settings, fingerprint };
  if (settings.target.type === 'sockets') return settings;
  return { ...settings, target: { ...settings.target, fingerprint } };
}
