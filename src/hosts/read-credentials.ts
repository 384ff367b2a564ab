import { parseCredentials } from '../albatross/certificates/credentials.ts';
import { CredentialsError, type CredentialsReason } from '../albatross/errors.ts';
import { SshKeyError, type SshKeyReason } from '../albatross/ssh/errors.ts';
import { parseSshKey } from '../albatross/ssh/ssh-key.ts';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Authority } from '../host-client/connection-settings/connection-settings.ts';
import type { KeyChoice } from './new-settings.ts';
import type { SshKeys } from './ssh-keys/ssh-keys.ts';

export interface CredentialsDeps {
  readonly sshKeys: SshKeys;
  readonly clock: Clock;
}

/**
 * A CA that certificates can be issued with now. Throws `credentials-refused`, which points to the
 * member of the body that is wrong; `at` is what that is below, as `target.`.
 */
export function readAuthority(
  { certificate, privateKey }: Authority,
  { clock }: Pick<CredentialsDeps, 'clock'>,
  at = '',
): Authority {
  try {
    parseCredentials(certificate, privateKey, clock());
    return { certificate, privateKey };
  } catch (error) {
    if (error instanceof CredentialsError) throw refused(error, `${at}${memberOf(error.reason)}`);
    throw error;
  }
}

/** The private key that is chosen, without its passphrase. Throws `credentials-refused`. */
export async function readKey(
  { privateKey = '', passphrase, keyId }: KeyChoice,
  { sshKeys }: CredentialsDeps,
): Promise<string> {
  if (keyId !== undefined) return await sshKeys.find(keyId);
  try {
    return parseSshKey(privateKey, passphrase).privateKey;
  } catch (error) {
    if (error instanceof SshKeyError) throw refused(error, memberOfKey(error.reason));
    throw error;
  }
}

const keyReasons: readonly CredentialsReason[] = [
  'no-private-key',
  'encrypted-private-key',
  'malformed-private-key',
  'unsupported-private-key',
  'key-mismatch',
];

const memberOf = (reason: CredentialsReason) =>
  keyReasons.includes(reason) ? 'privateKey' : 'certificate';

const memberOfKey = (reason: SshKeyReason) =>
  reason.startsWith('passphrase') ? 'passphrase' : 'privateKey';

function refused(error: CredentialsError | SshKeyError, path: string): Problem {
  const detail = `These cannot be used: ${error.message}.`;
  const errors = [{ path, message: error.message }];
  return new Problem('credentials-refused', detail, { cause: error, errors });
}
