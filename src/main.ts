import { ConfigError, readConfig } from './config.ts';
import { DatabaseUnreachableError, DatabaseUnusableError } from './database/errors.ts';
import { DataFolderError } from './server/data-folder.ts';
import { type FulmarServer, startServer } from './server.ts';

/** What is wrong for a reason that whoever starts the server can mend: a sentence, no stack. */
const explained = [ConfigError, DataFolderError, DatabaseUnreachableError, DatabaseUnusableError];

async function main(): Promise<void> {
  const server = await startServer(readConfig(process.env));
  if (server.setupCode !== null) process.stderr.write(`${invite(server.setupCode)}\n`);
  stopOnSignal(server);
}

/** Whoever starts the server has to see it, however little is logged; logs are kept, and others read them. */
function invite(setupCode: string): string {
  return (
    'There is no account yet: the first one becomes the administrator’s. ' +
    `Signing up for it from another machine takes this code: ${setupCode}`
  );
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
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (explained.some((kind) => error instanceof kind)) return error.message;
  // What the machine refuses, as a port that is taken or a folder that is not to be written to.
  if ('syscall' in error) return `The server cannot run: ${error.message}.`;
  return error.stack ?? error.message;
}

main().catch(fail);
