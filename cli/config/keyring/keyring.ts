import type { CliDeps } from '../../output/cli-deps.ts';
import { macKeychain } from './mac-keychain.ts';
import { secretService } from './secret-service.ts';

/** Where the system keeps secrets for who is signed in to it. Names are those of contexts. */
export interface Keyring {
  /** Whether it was kept, and can be read. */
  keep(name: string, token: string): Promise<boolean>;
  /** null: it is not there, or the keyring is locked. */
  read(name: string): Promise<string | null>;
  /** Also where it is not there. */
  remove(name: string): Promise<void>;
}

/** The keyring of the system; null where there is none for whoever calls. */
export function findKeyring(
  deps: Pick<CliDeps, 'platform' | 'environment' | 'signal'>,
): Keyring | null {
  const { platform, environment } = deps;
  if (platform === 'darwin') return macKeychain(deps);
  return environment.DBUS_SESSION_BUS_ADDRESS ? secretService(deps) : null;
}
