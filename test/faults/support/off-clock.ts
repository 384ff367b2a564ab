import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerWorld } from '../../server/support/server-world.ts';
import { until } from '../../server/support/until.ts';

/** The clock of a server, which can be set while it runs. */
export class OffClock {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'clock');
  }

  /** What the server's process needs in its environment. */
  get environment(): Readonly<Record<string, string>> {
    const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.ts'));
    return { CLOCK_OFFSET_FILE: this.#file, NODE_OPTIONS: `--import=${preload}` };
  }

  /** Sets it so many milliseconds ahead of the true time; returns when the server has it. */
  async set({ server }: Pick<ServerWorld, 'server'>, ahead: number): Promise<void> {
    await rm(`${this.#file}.seen`, { force: true });
    await writeFile(this.#file, `${ahead}`);
    server.signal('SIGUSR2');
    await until(async () => {
      const seen = await readFile(`${this.#file}.seen`, 'utf8').catch(() => null);
      return seen === `${ahead}`;
    });
  }
}
