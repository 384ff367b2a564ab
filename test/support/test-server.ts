import type { Config } from '../../src/server/configuration.ts';
import {
  type FulmarServer,
  type ServerOverrides,
  startServer,
} from '../../src/server/start-server.ts';
import { cheapPasswords } from './cheap-passwords.ts';

/**
 * As `startServer`, with passwords that are cheap to hash, and no wait for the disk at each change:
 * what is in a file outlives the process all the same.
 */
export function startTestServer(
  config: Config,
  overrides: ServerOverrides = {},
): Promise<FulmarServer> {
  const { database } = config;
  const hurried = 'file' in database ? { ...database, durable: false } : database;
  const changed = { ...config, database: hurried };
  return startServer(changed, { passwordCost: cheapPasswords, ...overrides });
}
