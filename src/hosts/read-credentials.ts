import { parseCredentials } from '../albatross/certificates/credentials.ts';
import { CredentialsError } from '../albatross/errors.ts';
import { SshKeyError } from '../albatross/ssh/errors.ts';
import { parseSshKey } from '../albatross/ssh/ssh-key.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../errors.ts';
import type { Authority } from './connection/ways/host-way.ts';
import type { KeyChoice } from './new-way.ts';
import type { SshKeys } from './ssh-keys/ssh-keys.ts';

export interface PlanningTools {
  readonly sshKeys: SshKeys;
  readonly clock: Clock;
}

/** A CA that certificates can be issued with now. Throws `credentials-refused`. */
export function readAuthority(
  { certificate, privateKey }: Authority,
  { clock }: PlanningTools,
): Authority {
  try {
    parseCredentials(certificate, privateKey, clock());
    return { certificate, privateKey };
  } catch (error) {
    if (error instanceof CredentialsError) throw refused(error);
    throw error;
  }
}

/** The private key that is chosen, without its passphrase. Throws `credentials-refused`. */
export async function readKey(
  { privateKey = '', passphrase, keyId }: KeyChoice,
  { sshKeys }: PlanningTools,
): Promise<string> {
  if (keyId !== undefined) return await sshKeys.find(keyId);
  try {
    return parseSshKey(privateKey, passphrase).privateKey;
  } catch (error) {
    if (error instanceof SshKeyError) throw refused(error);
    throw error;
  }
}

function refused(error: CredentialsError | SshKeyError): Problem {
  const detail = `These cannot be used: ${error.message}.`;
  return new Problem('credentials-refused', detail, { cause: error });
}
