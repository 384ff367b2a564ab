import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { reportFolder } from '../../support/contract/run-report.ts';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A line of the log, as far as tests look into it. */
export type LogLine = Readonly<Record<string, unknown>>;

const root = resolve(import.meta.dirname, '../../..');

/** In a run of all tests, what the server was bundled to (`shared/bundled-server.ts`). */
const bundle = () => process.env.FULMAR_TEST_SERVER;
const program = () => bundle() ?? 'src/main.ts';

/** Where compiled code is kept between starts, which takes half of their time away. */
function compiled(): string {
  const file = bundle();
  return file ? join(dirname(file), 'compiled') : resolve(root, 'node_modules/.cache/compile');
}

/** The server as whoever runs it has it: a process with an environment, signals and a log. */
export class ServerProcess {
  /** Resolves when it has ended, and all that it wrote is here. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  readonly #arrivals = new EventEmitter();
  #output = '';
  #errors = '';
  #hasEnded = false;

  /** Starts the program, or another file, on a free port, with nothing but `environment`. */
  constructor(environment: Readonly<Record<string, string>>, file = program()) {
    const { PATH } = process.env;
    const NODE_COMPILE_CACHE = compiled();
    const watched = ['--import', './test/support/contract/report-in-child.ts'];
    const flags = file === bundle() ? ['--disable-warning=DEP0169'] : []; // as packaging/fulmar-server
    const child = spawn(process.execPath, [...watched, ...flags, file], {
      cwd: root,
      env: { PATH, NODE_COMPILE_CACHE, ...reportFolder(), FULMAR_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.on('data', (octets: Buffer) => {
      this.#errors += octets;
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#output += `${line}\n`;
      this.#arrivals.emit('change');
    });
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.#hasEnded = true;
      this.#arrivals.emit('change');
      return { code, signal };
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server was not started');
    return this.#child.pid;
  }

  /** What it wrote to standard output: the log. */
  get output(): string {
    return this.#output;
  }

  /** What it wrote to standard error. */
  get errors(): string {
    return this.#errors;
  }

  get log(): readonly LogLine[] {
    return this.#output.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
  }

  /** The address, once it listens. */
  async url(): Promise<string> {
    const { url } = await this.untilLogged('the server listens');
    return `${url}`;
  }

  /** The first line with this message, which may have been written already. */
  async untilLogged(message: string): Promise<LogLine> {
    for (;;) {
      const found = this.log.find(({ msg }) => msg === message);
      if (found) return found;
      if (this.#hasEnded) {
        throw new Error(`ended without ${message}:\n${this.#output}${this.#errors}`);
      }
      await once(this.#arrivals, 'change');
    }
  }

  /** Closes the reading end of what it writes, as where its reader has died. */
  async loseReader(of: 'stdout' | 'stderr'): Promise<void> {
    const stream = this.#child[of];
    if (!stream) throw new Error(`${of} is not read`);
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
  }

  /** Sends a signal, and does not wait for what comes of it. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it at once, as a power cut would; resolves when it is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** Asks it to stop in order; resolves with how it ended. */
  async terminate(): Promise<Ending> {
    this.signal('SIGTERM');
    return await this.ended;
  }
}
