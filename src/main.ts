import { ConfigError, readConfig } from './config.ts';
import { DatabaseInUseError, DatabaseUnreachableError } from './database/errors.ts';
import { DataFolderError } from './server/data-folder.ts';
import { type FulmarServer, startServer } from './server.ts';

/** What is wrong for a reason that whoever starts the server can mend: a sentence, no stack. */
const explained = [ConfigError, DataFolderError, DatabaseInUseError, DatabaseUnreachableError];

async function main(): Promise<void> {
  const server = await startServer(readConfig(process.env));
  if (server.setupCode !== null) {
    server.log.warn(
      { setupCode: server.setupCode },
      'there is no account yet: the first one becomes the administrator’s; from another machine it takes this code',
    );
  }
  stopOnSignal(server);
}

/** The first signal stops in order, a second one at once. */
function stopOnSignal(server: FulmarServer): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    server.close().catch(fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): void {
  const known = error instanceof Error && explained.some((kind) => error instanceof kind);
  process.stderr.write(`${known ? error.message : formatError(error)}\n`);
  process.exitCode = 1;
}

const formatError = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

main().catch(fail);
