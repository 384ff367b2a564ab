import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const folders = (process.env.PATH ?? '').split(delimiter);
const isInstalled = ['prometheus', 'promtool'].every((program) =>
  folders.some((folder) => existsSync(join(folder, program))),
);

/** As `describe`, where Prometheus is installed; else its tests are counted as skipped. */
export function describeWithPrometheus(title: string, tests: () => void): void {
  if (isInstalled) describe(title, tests);
  else describe.skip(title, tests);
}

/** Runs promtool below the repository; rejects, with what it says, where it finds a fault. */
export async function promtool(...words: readonly string[]): Promise<void> {
  await promisify(execFile)('promtool', [...words], { cwd: resolve('.') });
}

/** What promtool finds in a text of metrics, a line each. */
export async function lintMetrics(text: string): Promise<string[]> {
  const tool = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'ignore', 'pipe'] });
  tool.stdin.end(text);
  let said = '';
  for await (const chunk of tool.stderr) said += chunk;
  return said.split('\n').filter((line) => line !== '');
}

/** A Prometheus of our own that scrapes one server each second; `await using` closes it. */
export class Prometheus implements AsyncDisposable {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(folder: string, process: ChildProcess, url: string) {
    this.#folder = folder;
    this.#process = process;
    this.#url = url;
  }

  static async start(target: string): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-prometheus-'));
    const config = join(folder, 'prometheus.yml');
    await writeFile(
      config,
      JSON.stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s' },
        rule_files: [resolve('docs/monitoring/alerts.yaml')],
        scrape_configs: [{ job_name: 'fulmar', static_configs: [{ targets: [target] }] }],
      }),
    );
    const port = await freePort();
    const running = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    return new Prometheus(folder, running, `http://127.0.0.1:${port}`);
  }

  /** The value of an expression, once it has one. */
  async value(expression: string): Promise<number> {
    for (;;) {
      const [, value] = (await this.#ask(expression).catch(() => null)) ?? [];
      if (value !== undefined) return Number(value);
      await sleep(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ask(expression: string): Promise<[number, string] | undefined> {
    const query = new URLSearchParams({ query: expression });
    const answer = await fetch(`${this.#url}/api/v1/query?${query}`);
    return Object(await answer.json()).data?.result?.[0]?.value;
  }
}

/** One that was free a moment ago: Prometheus does not say which one it took. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
