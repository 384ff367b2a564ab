import { AlbatrossError, CredentialsError } from '../../albatross/errors.ts';
import type { SealError, SecretBox } from '../../database/secret-box.ts';
import type { StoredHost } from '../entity.ts';
import type { WayTransport } from './host-way.ts';
import { type OpenWayOptions, openWay } from './open-way.ts';
import { unsealWay } from './sealed-way.ts';

/**
 * The way to a stored host. Where its credentials cannot be used (any more), the way still exists,
 * and every attempt to take it says why.
 */
export function wayOf(stored: StoredHost, box: SecretBox, options: OpenWayOptions): WayTransport {
  try {
    return openWay(unsealWay(stored, box, asCredentialsError), options);
  } catch (error) {
    if (error instanceof AlbatrossError) return impassable(error);
    throw error;
  }
}

function asCredentialsError(error: SealError): never {
  throw new CredentialsError('malformed-private-key', error.message, { cause: error });
}

function impassable(reason: AlbatrossError): WayTransport {
  return {
    prefix: [],
    canRemovePolicies: false,
    open: () => Promise.reject(reason),
    explain: () => reason,
    close: async () => {},
  };
}
