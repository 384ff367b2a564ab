import { publicKeyLine } from '../../albatross/ssh/authorized-keys.ts';
import { parseSshKey } from '../../albatross/ssh/ssh-key.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { StoredHost, StoredSsh } from '../entity.ts';
import type { Authority, ConnectionSettings, SshSettings } from './connection-settings.ts';

/** What is stored of a host's connection settings. */
export type SettingsColumns = Pick<
  StoredHost,
  'transport' | 'address' | 'port' | 'certificate' | 'sealedKey' | 'fingerprint' | 'ssh'
>;

type Open = (sealed: string, context: string) => string;

/** In what context the private key of a host's CA is sealed. */
export const sealContext = (id: string) => `host/${id}`;

/** In what context the key that logs in on a host is sealed. */
export const sshSealContext = (id: string) => `host/${id}/ssh`;

/** What is stored of the settings for the host of this id. */
export function sealSettings(
  settings: ConnectionSettings,
  id: string,
  box: SecretBox,
): SettingsColumns {
  const { transport, address, port } = settings;
  const target = settings.transport === 'tls' ? settings : settings.target;
  const authority = 'authority' in target ? target.authority : null;
  return {
    ...{ transport, address, port },
    certificate: authority?.certificate ?? null,
    sealedKey: authority && box.seal(Buffer.from(authority.privateKey), sealContext(id)),
    fingerprint: 'fingerprint' in target ? target.fingerprint : null,
    ssh: settings.transport === 'ssh' ? sealSsh(settings, id, box) : null,
  };
}

/** The settings of a stored host; a key that cannot be opened is what `orElse` gives, or throws. */
export function unsealSettings(
  stored: StoredHost,
  box: SecretBox,
  orElse: (error: SealError) => string,
): ConnectionSettings {
  const { id, address, port, ssh, fingerprint = null } = stored;
  const open: Open = (sealed, context) => {
    try {
      return box.open(sealed, context).toString('utf8');
    } catch (error) {
      if (error instanceof SealError) return orElse(error);
      throw error;
    }
  };
  if (!ssh) {
    return { transport: 'tls', address, port, authority: authorityOf(stored, open), fingerprint };
  }
  const { user, sealedKey, hostKey, target } = ssh;
  const privateKey = open(sealedKey, sshSealContext(id));
  const login = { transport: 'ssh', address, port, user, privateKey, hostKey } as const;
  if (target.type === 'sockets') return { ...login, target };
  return { ...login, target: { ...target, authority: authorityOf(stored, open), fingerprint } };
}

function sealSsh(
  { user, privateKey, hostKey, target }: SshSettings,
  id: string,
  box: SecretBox,
): StoredSsh {
  const { type } = target;
  return {
    user,
    sealedKey: box.seal(Buffer.from(privateKey), sshSealContext(id)),
    publicKey: publicKeyLine(parseSshKey(privateKey)),
    hostKey,
    target: type === 'sockets' ? { type, path: target.path } : { type, port: target.port },
  };
}

function authorityOf({ id, certificate, sealedKey }: StoredHost, open: Open): Authority {
  if (!certificate || !sealedKey) throw new TypeError(`the host ${id} is stored without its CA`);
  return { certificate, privateKey: open(sealedKey, sealContext(id)) };
}
