import type { Label } from '../albatross/names.ts';
import { linuxFolder } from '../albatross/ssh/socket-paths.ts';
import { Problem } from '../base/errors.ts';
import type {
  Authority,
  ConnectionSettings,
  EndpointTarget,
  SocketsTarget,
  SshSettings,
  TlsSettings,
} from '../host-client/connection-settings/connection-settings.ts';
import { confirmHostKey } from './confirm-host-key.ts';
import type { SettingsChange, TargetChange } from './new-settings.ts';
import { type CredentialsDeps, readAuthority, readKey } from './read-credentials.ts';

const endpointPort = 1025;

const otherTransport =
  'cannot be changed: remove the host, which forgets all that is kept of it and leaves what runs there, ' +
  'add it anew, and give its policies again, with `adopt: true`';

/**
 * Connection settings with what an administrator changes about them. Throws `credentials-refused`, `host-untrusted`,
 * what a host fails with that shows no key, and `invalid-body` for what does not go with the settings, as
 * another transport.
 */
export async function changeSettings(
  host: Label,
  settings: ConnectionSettings,
  change: SettingsChange,
  deps: CredentialsDeps,
  signal: AbortSignal,
): Promise<ConnectionSettings> {
  if (change.transport !== undefined && change.transport !== settings.transport) {
    throw invalid('transport', otherTransport);
  }
  return settings.transport === 'tls'
    ? changeTlsSettings(settings, change, deps)
    : await changeSshSettings(host, settings, change, deps, signal);
}

function changeTlsSettings(
  settings: TlsSettings,
  change: SettingsChange,
  deps: CredentialsDeps,
): TlsSettings {
  refuse(change, ['user', 'passphrase', 'keyId', 'hostKey', 'target'], 'is for hosts over SSH');
  const {
    address = settings.address,
    port = settings.port,
    fingerprint = settings.fingerprint,
  } = change;
  const authority = authorityAfter(settings.authority, change, deps);
  return { ...settings, address, port, authority, fingerprint };
}

async function changeSshSettings(
  host: Label,
  settings: SshSettings,
  change: SettingsChange,
  deps: CredentialsDeps,
  signal: AbortSignal,
): Promise<SshSettings> {
  refuse(change, ['certificate'], 'belongs into `target` for hosts over SSH');
  const {
    address = settings.address,
    port = settings.port,
    user = settings.user,
    hostKey,
  } = change;
  const privateKey = await readKey(choosesKey(change) ? change : settings, deps);
  const target = believing(targetAfter(settings.target, change.target, deps), change.fingerprint);
  const changed = { ...settings, address, port, user, privateKey, target };
  if (hostKey === undefined) return changed;
  const confirmed = await confirmHostKey(host, { address, port, hostKey }, changed, signal);
  return { ...changed, hostKey: confirmed };
}

function choosesKey({ privateKey, passphrase, keyId }: SettingsChange): boolean {
  if (privateKey !== undefined && keyId !== undefined) {
    throw invalid('keyId', 'cannot be given with privateKey');
  }
  if (passphrase !== undefined && privateKey === undefined) {
    throw invalid('passphrase', 'has to be given with its privateKey');
  }
  return privateKey !== undefined || keyId !== undefined;
}

function targetAfter(
  former: SocketsTarget | EndpointTarget,
  change: TargetChange | undefined,
  deps: CredentialsDeps,
): SocketsTarget | EndpointTarget {
  if (!change) return former;
  if (change.type === 'sockets') {
    const formerPath = former.type === 'sockets' ? former.path : linuxFolder;
    return { type: 'sockets', path: change.path ?? formerPath };
  }
  if (former.type === 'endpoint') {
    const authority = authorityAfter(former.authority, change, deps, 'target.');
    return { ...former, port: change.port ?? former.port, authority };
  }
  const { type, port = endpointPort } = change;
  const authority = authorityAfter(null, change, deps, 'target.');
  return { type, port, authority, fingerprint: null };
}

function authorityAfter(
  former: Authority | null,
  { certificate, privateKey }: Partial<Record<keyof Authority, string | undefined>>,
  deps: CredentialsDeps,
  at = '',
): Authority {
  if (certificate !== undefined && privateKey !== undefined) {
    return readAuthority({ certificate, privateKey }, deps, at);
  }
  if (former && certificate === undefined && privateKey === undefined) {
    return readAuthority(former, deps, at);
  }
  const missing = certificate === undefined ? 'certificate' : 'privateKey';
  throw invalid(
    `${at}${missing}`,
    'is missing: certificate and privateKey have to be given together',
  );
}

function believing(
  target: SocketsTarget | EndpointTarget,
  fingerprint: string | undefined,
): SocketsTarget | EndpointTarget {
  if (fingerprint === undefined) return target;
  if (target.type === 'endpoint') return { ...target, fingerprint };
  throw invalid('fingerprint', 'is of a TLS endpoint, and the daemons’ sockets are used');
}

function refuse(
  change: SettingsChange,
  members: readonly (keyof SettingsChange)[],
  message: string,
): void {
  const given = members.find((member) => change[member] !== undefined);
  if (given) throw invalid(given, message);
}

function invalid(path: string, message: string): Problem {
  return new Problem('invalid-body', `The body is not valid: ${path} ${message}.`, {
    errors: [{ path, message }],
  });
}
