import {
  type HostCredentials,
  parseCredentials,
} from '../../albatross/certificates/credentials.ts';
import { CredentialsError } from '../../albatross/errors.ts';
import { type Limiter, TlsTransport } from '../../albatross/tls/tls-transport.ts';
import type { Transport } from '../../albatross/transport.ts';
import type { Clock } from '../../clock.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { StoredHost } from '../entity.ts';

/** What it takes to reach a host over TLS. */
export interface HostSettings {
  readonly address: string;
  readonly port: number;
  readonly credentials: HostCredentials;
  /** SHA-256 of the host's public key, hex; null believes any that its CA vouches for. */
  readonly fingerprint: string | null;
}

/** In what context the private key of a host is sealed. */
export const sealContext = (id: string) => `host/${id}`;

/** The private key of a stored host, in PEM. Throws `SealError`. */
export function privateKeyOf(stored: StoredHost, box: SecretBox): string {
  return box.open(stored.sealedKey, sealContext(stored.id)).toString('utf8');
}

/**
 * The way to a stored host. Where its credentials cannot be used (any more), the way still exists,
 * and every attempt to take it says why.
 */
export function transportOf(
  stored: StoredHost,
  box: SecretBox,
  clock: Clock,
): (limiter: Limiter) => Transport {
  const { address, port, certificate, fingerprint } = stored;
  try {
    const credentials = parseCredentials(certificate, privateKeyOf(stored, box), clock());
    const settings = { address, port, credentials, fingerprint };
    return (connectLimiter) => new TlsTransport({ ...settings, connectLimiter, now: clock });
  } catch (error) {
    const reason = asCredentialsError(error);
    return () => impassable(reason);
  }
}

function asCredentialsError(error: unknown): CredentialsError {
  if (error instanceof CredentialsError) return error;
  if (!(error instanceof SealError)) throw error;
  return new CredentialsError('malformed-private-key', error.message, { cause: error });
}

function impassable(reason: CredentialsError): Transport {
  return {
    prefix: [],
    canRemovePolicies: false,
    open: () => Promise.reject(reason),
    explain: () => reason,
    close: async () => {},
  };
}
