import { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import type { HostDeps } from '../host-client/connected-host.ts';
import type { ConnectionSettings } from '../host-client/connection-settings/connection-settings.ts';
import { openTransport } from '../host-client/connection-settings/open-transport.ts';
import { asProblem } from '../host-client/problems.ts';
import type { HostContent } from './policies/found-policies.ts';

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
  const tried = await askHost(name, settings, hostDeps, async (client) => {
    await client.policies([], { signal });
    await client.unikernels([], { signal });
  });
  return tried.settings;
}

/** The same, with what the host has. */
export async function readHost(
  name: Label,
  settings: ConnectionSettings,
  hostDeps: HostDeps,
  signal: AbortSignal,
): Promise<{ readonly settings: ConnectionSettings; readonly content: HostContent }> {
  const { settings: believed, told } = await askHost(name, settings, hostDeps, async (client) => ({
    policies: await client.policies([], { signal }),
    unikernels: await client.unikernels([], { signal }),
    volumes: await client.volumes([], { signal }),
  }));
  return { settings: believed, content: told };
}

async function askHost<T>(
  name: Label,
  settings: ConnectionSettings,
  hostDeps: HostDeps,
  ask: (client: Host) => Promise<T>,
): Promise<{ settings: ConnectionSettings; told: T }> {
  let seen: string | null = null;
  const onFingerprint = (fingerprint: string) => {
    seen = fingerprint;
  };
  const transport = openTransport(settings, { ...hostDeps, onFingerprint });
  const client = new Host(transport, { replyTimeout, ...hostDeps.limits });
  try {
    const told = await ask(client);
    return { settings: believing(settings, seen), told };
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
