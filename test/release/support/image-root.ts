import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isInstalled, run } from '../../../scripts/release/run.ts';
import { ReleasedServer } from './released-server.ts';

const manifestOf = z.tuple([z.object({ Config: z.string(), Layers: z.array(z.string()) })]);
const configOf = z.object({
  config: z.object({
    User: z.string(),
    Env: z.array(z.string()),
    Entrypoint: z.array(z.string()),
    Healthcheck: z.object({ Test: z.array(z.string()) }),
  }),
});

/** Not the one that a check would guess. */
const address = '127.0.0.2';

/** The files of a container image, in which its programs run as its configuration says. */
export class ImageRoot implements AsyncDisposable {
  readonly #folder: string;
  readonly #config: z.output<typeof configOf>['config'];

  private constructor(folder: string, config: z.output<typeof configOf>['config']) {
    this.#folder = folder;
    this.#config = config;
  }

  /** Whether one can be made and entered on this machine. */
  static async isPossible(): Promise<boolean> {
    return process.getuid?.() === 0 && (await isInstalled('buildah'));
  }

  /** Unpacks an archive in Docker's form below a folder. */
  static async unpack(archive: string, below: string): Promise<ImageRoot> {
    const folder = await mkdtemp(join(below, 'image-'));
    await run('tar', ['-xf', archive, '-C', folder]);
    const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
    const [{ Config, Layers }] = manifestOf.parse(await read('manifest.json'));
    const { config } = configOf.parse(await read(Config));
    const root = join(folder, 'root');
    await mkdir(join(root, 'proc'), { recursive: true });
    for (const layer of Layers) await run('tar', ['-xf', join(folder, layer), '-C', root]);
    await run('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
    return new ImageRoot(folder, config);
  }

  /** Starts its server, which is asked from this machine. */
  async start(): Promise<ReleasedServer> {
    const [command, args] = this.#commandFor(this.#config.Entrypoint);
    const environment = { ...this.#environment, FULMAR_BIND: address };
    return await ReleasedServer.start(command, environment, args);
  }

  /** Runs one of its programs, as `docker exec` does; gives what it wrote. */
  async run(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const [command, args] = this.#commandFor(words);
    return await run(command, args, { env: { ...this.#environment, ...environment } });
  }

  /** What it keeps compiled for its next start, by their names. */
  async compiled(): Promise<string[]> {
    return await readdir(join(this.#folder, 'root/var/lib/fulmar/compiled'), { recursive: true });
  }

  /** Runs its health check. Rejects where that says that the server is not well. */
  async checkHealth({ url }: ReleasedServer): Promise<void> {
    const [, ...check] = this.#config.Healthcheck.Test;
    const [command, args] = this.#commandFor(check);
    const env = { ...this.#environment, FULMAR_BIND: address, FULMAR_PORT: new URL(url).port };
    await run(command, args, { env });
  }

  get #environment(): Readonly<Record<string, string>> {
    const pairs = this.#config.Env.map((line) => line.split(/=(.*)/s).slice(0, 2));
    return Object.fromEntries(pairs);
  }

  #commandFor(words: readonly string[]): readonly [string, readonly string[]] {
    const { User } = this.#config;
    return ['/usr/sbin/chroot', [`--userspec=${User}`, join(this.#folder, 'root'), ...words]];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('umount', [join(this.#folder, 'root/proc')]);
    await run('rm', ['-rf', '--one-file-system', this.#folder]);
  }
}
