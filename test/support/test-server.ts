import type { Config } from '../../src/server/configuration.ts';
import {
  type FulmarServer,
  type ServerOverrides,
  startServer,
} from '../../src/server/start-server.ts';
import { cheapPasswords } from './cheap-passwords.ts';

/** As `startServer`, with passwords that are cheap to hash. */
export function startTestServer(
  config: Config,
  overrides: ServerOverrides = {},
): Promise<FulmarServer> {
  return startServer(config, { passwordCost: cheapPasswords, ...overrides });
}
