import type { PasswordCost } from '../../src/identity/accounts/passwords.ts';
import type { Config } from '../../src/server/configuration.ts';
import {
  type FulmarServer,
  type ServerOverrides,
  startServer,
} from '../../src/server/start-server.ts';

/** Where hashing is not what is tested: it would take most of a test's time. */
export const cheapPasswords: PasswordCost = { memory: 1, passes: 2 };

/** As `startServer`, with passwords that are cheap to hash. */
export function startTestServer(
  config: Config,
  overrides: ServerOverrides = {},
): Promise<FulmarServer> {
  return startServer(config, { passwordCost: cheapPasswords, ...overrides });
}
