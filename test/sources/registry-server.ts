import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

const isInstalled = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** As `describe`, where there are Debian's `docker-registry` and `skopeo`; else counted as skipped. */
export function describeWithRegistry(title: string, tests: (this: Mocha.Suite) => void): void {
  if (['docker-registry', 'skopeo'].every(isInstalled)) describe(title, tests);
  else describe.skip(title, tests);
}

/** The registry of the CNCF's distribution, on a free port, with a folder of its own. */
export class RegistryServer implements AsyncDisposable {
  readonly #folder: string;
  readonly #process: ChildProcess;
  /** `127.0.0.1:PORT` */
  readonly host: string;

  private constructor(folder: string, process: ChildProcess, host: string) {
    this.#folder = folder;
    this.#process = process;
    this.host = host;
  }

  /** `auth`: who may read and push, as its configuration has it, with files in a folder; left out: everybody. */
  static async start(auth?: (folder: string) => Promise<object>): Promise<RegistryServer> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-registry-'));
    const config = join(folder, 'config.yml');
    // JSON is YAML.
    const settings = {
      version: 0.1,
      storage: { filesystem: { rootdirectory: join(folder, 'data') } },
      http: { addr: '127.0.0.1:0', secret: 'of a test' },
      ...(auth && { auth: await auth(folder) }),
    };
    await writeFile(config, JSON.stringify(settings));
    const server = spawn('docker-registry', ['serve', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new RegistryServer(folder, server, await listensAt(server));
  }

  /** Pushes files as layers of one image, as `USERNAME:TOKEN` or nobody; says its digest. */
  async push(name: string, layers: readonly Buffer[], pair?: string): Promise<string> {
    const layout = await mkdtemp(join(this.#folder, 'layout-'));
    const blobs = join(layout, 'blobs', 'sha256');
    await mkdir(blobs, { recursive: true });
    const put = async (content: Buffer, mediaType: string) => {
      const hex = createHash('sha256').update(content).digest('hex');
      await writeFile(join(blobs, hex), content);
      return { mediaType, digest: `sha256:${hex}`, size: content.length };
    };
    const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } };
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: await put(json(config), 'application/vnd.oci.image.config.v1+json'),
      layers: await Promise.all(
        layers.map((layer) => put(layer, 'application/vnd.oci.image.layer.v1.tar')),
      ),
    };
    const entry = await put(json(manifest), manifest.mediaType);
    await writeFile(join(layout, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
    await writeFile(join(layout, 'index.json'), json({ schemaVersion: 2, manifests: [entry] }));
    const options = ['--insecure-policy', 'copy', '--preserve-digests', '--dest-tls-verify=false'];
    if (pair !== undefined) options.push('--dest-creds', pair);
    await run('skopeo', [...options, `oci:${layout}`, `docker://${this.host}/${name}`]);
    return entry.digest;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'close');
    this.#process.kill();
    await ended;
    await rm(this.#folder, { recursive: true });
  }
}

const json = (value: object) => Buffer.from(JSON.stringify(value));

/** What it logs once it listens. */
async function listensAt(server: ChildProcess): Promise<string> {
  if (!server.stderr) throw new Error('the registry has no output');
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    const [, host] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (host === undefined) continue;
    server.stderr.resume();
    return host;
  }
  throw new Error(`the registry does not listen: ${said.join('\n')}`);
}
