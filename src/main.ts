import './server/threads.ts';
import { readConfig } from './server/configuration.ts';
import { explainFailure } from './server/explain-failure.ts';
import { type FulmarServer, startServer } from './server/start-server.ts';

async function main(): Promise<void> {
  process.umask(0o077); // whatever it makes is its own
  const reloading = Promise.withResolvers<FulmarServer>();
  process.on('SIGHUP', () => reloading.promise.then((server) => server.reload()).catch(fail));
  const server = await startServer(readConfig(process.env));
  reloading.resolve(server);
  if (server.setupCode !== null) tell(invite(server.setupCode));
  stopOnSignal(server);
  server.onBroken((reason) => {
    fail(reason);
    process.exit(); // what it would wait for is what is broken
  });
}

/** Whoever starts the server has to see it, however little is logged; logs are kept, and others read them. */
function invite(setupCode: string): string {
  return (
    'There is no account yet: the first one becomes the administrator’s. ' +
    'Creating it from another machine, or if FULMAR_URL is a public address, takes this code: ' +
    setupCode
  );
}

/** Milliseconds in which an interrupt comes more than once: from the terminal, and from npm or a watcher. */
const echo = 250;

/** The first signal stops in order, a second one at once. */
function stopOnSignal(server: FulmarServer): void {
  let end: number | null = null;
  const stop = (signal: NodeJS.Signals) => {
    if (end === null) {
      end = performance.now() + (signal === 'SIGINT' ? echo : 0);
      server.close().catch(fail);
    } else if (performance.now() >= end) process.exit(1);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): void {
  tell(explainFailure(error));
  process.exitCode = 1;
}

/** To standard error; where nobody reads that any more, this is no reason to end. */
function tell(words: string): void {
  process.stderr.once('error', () => {});
  process.stderr.write(`${words}\n`);
}

/** What `fulmar server` does where no server runs; what serves need not know of it. */
async function control(name: string): Promise<void> {
  process.umask(0o077);
  const { runCommand } = await import('./server/control/run-command.ts');
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  const { env: environment, stdin, stdout } = process;
  process.exitCode = await runCommand(name, {
    environment,
    stdin,
    stdout,
    signal: interrupt.signal,
  });
}

/** Called with an argument such as `--help`: prints the answer, and does not serve. */
async function explain(word: string): Promise<void> {
  const { explainWord } = await import('./server/explain-word.ts');
  const { words, isAsked } = explainWord(word);
  if (isAsked) process.stdout.write(`${words}\n`);
  else fail(words);
}

function start([word, name = '']: readonly string[]): Promise<void> {
  if (word === undefined) return main();
  return word === 'control' ? control(name) : explain(word);
}

start(process.argv.slice(2)).catch(fail);
