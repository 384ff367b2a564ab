import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** A script as a shell or a supervisor runs it: npm, which starts a shell, which starts the script. */
export class NpmScript {
  readonly child: ChildProcess;
  /** What was written to standard output so far. */
  output = '';

  constructor(command: readonly string[], environment: Readonly<Record<string, string>>) {
    // A group of its own, so that nothing is left of it, however the test ends.
    this.child = spawn('npm', command, {
      cwd: root,
      env: { ...process.env, FULMAR_LOG_LEVEL: 'info', ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.child.stdout?.on('data', (octets: Buffer) => {
      this.output += octets;
    });
  }

  /** As Ctrl-C in a terminal does: the whole group hears of it. */
  interrupt(): void {
    this.#signal('SIGINT');
  }

  /** Leaves nothing of it. */
  killAll(): void {
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch (error) {
      if (Reflect.get(Object(error), 'code') !== 'ESRCH') throw error;
    }
  }
}
