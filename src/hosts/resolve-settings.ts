import type { Label } from '../albatross/names.ts';
import type {
  ConnectionSettings,
  EndpointTarget,
  SocketsTarget,
  SshSettings,
} from '../host-client/connection-settings/connection-settings.ts';
import { confirmHostKey } from './confirm-host-key.ts';
import type { NewSettings, NewSshSettings, NewTarget } from './new-settings.ts';
import { type CredentialsDeps, readAuthority, readKey } from './read-credentials.ts';

/**
 * The settings that an administrator describes, their secrets read, its host key believed. Throws
 * `credentials-refused`, `host-key-unconfirmed`, `host-untrusted`, and what a host fails with that
 * shows no key.
 */
export async function resolveSettings(
  host: Label,
  settings: NewSettings,
  deps: CredentialsDeps,
  signal: AbortSignal,
): Promise<ConnectionSettings> {
  if (settings.transport === 'ssh') return await resolveSshSettings(host, settings, deps, signal);
  const { transport, address, port } = settings;
  return { transport, address, port, authority: readAuthority(settings, deps), fingerprint: null };
}

async function resolveSshSettings(
  host: Label,
  settings: NewSshSettings,
  deps: CredentialsDeps,
  signal: AbortSignal,
): Promise<SshSettings> {
  const { transport, address, port, user } = settings;
  const privateKey = await readKey(settings, deps);
  const target = resolveTarget(settings.target, deps);
  const hostKey = await confirmHostKey(host, settings, { privateKey, target }, signal);
  return { transport, address, port, user, privateKey, hostKey, target };
}

function resolveTarget(target: NewTarget, deps: CredentialsDeps): SocketsTarget | EndpointTarget {
  if (target.type === 'sockets') return target;
  const { type, port } = target;
  return { type, port, authority: readAuthority(target, deps, 'target.'), fingerprint: null };
}
