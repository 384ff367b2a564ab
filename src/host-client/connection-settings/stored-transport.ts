import { AlbatrossError, CredentialsError } from '../../albatross/errors.ts';
import type { SealError, SecretBox } from '../../database/secret-box.ts';
import type { StoredHost } from '../entity.ts';
import type { HostTransport } from './connection-settings.ts';
import { openTransport, type TransportDeps } from './open-transport.ts';
import { unsealSettings } from './sealed-settings.ts';

/**
 * The transport to a stored host. Where its credentials cannot be used (any more), it still exists,
 * and every attempt to take it says why.
 */
export function transportOf(
  stored: StoredHost,
  box: SecretBox,
  deps: TransportDeps,
): HostTransport {
  try {
    return openTransport(unsealSettings(stored, box, asCredentialsError), deps);
  } catch (error) {
    if (error instanceof AlbatrossError) return unusable(error);
    throw error;
  }
}

function asCredentialsError(error: SealError): never {
  throw new CredentialsError('malformed-private-key', error.message, { cause: error });
}

function unusable(reason: AlbatrossError): HostTransport {
  return {
    prefix: [],
    canRemovePolicies: false,
    open: () => Promise.reject(reason),
    explain: () => reason,
    close: async () => {},
  };
}
