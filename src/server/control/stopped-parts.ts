import type { Logger } from '../../base/log.ts';
import { createSecretBox, type SecretBox } from '../../database/secret-box.ts';
import { defaultPoliciesOfAccounts } from '../../hosts/policies/defaults/defaults-of-accounts.ts';
import { createIdentity, type Identity } from '../../identity/create-identity.ts';
import { createSend } from '../../outgoing/send.ts';
import type { BackupPlace } from '../backup/source.ts';
import { secretKeysFor } from '../secret-keys.ts';
import { linkAddress } from './link-address.ts';

/** The database of a server that does not run. */
export interface StoppedPlace extends BackupPlace {
  readonly log: Logger;
}

/** What commands need that work on the database alone. */
export interface StoppedParts {
  readonly box: SecretBox;
  readonly identity: Identity;
  /** Where people reach the server once it runs. */
  readonly address: string;
}

/** Puts together what is needed to work on the database of a server that does not run. */
export async function stoppedParts({
  config,
  database,
  clock,
}: StoppedPlace): Promise<StoppedParts> {
  const box = createSecretBox(await secretKeysFor(config, database));
  const identity = createIdentity({
    ...{ database, clock, box, send: createSend() },
    ...{ signUpOpen: false, setupCode: '', belongings: [defaultPoliciesOfAccounts] },
  });
  const { url, bind, port, tls } = config;
  const listening = `${tls ? 'https' : 'http'}://${bind.includes(':') ? `[${bind}]` : bind}:${port}`;
  return { box, identity, address: linkAddress(url, listening) };
}
