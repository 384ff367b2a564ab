import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { createDownload, type DownloadOptions } from '../../src/outgoing/download.ts';
import type { Credential, CredentialSaid } from '../../src/sources/deps.ts';
import type { PinnedSource } from '../../src/sources/pinned-source.ts';
import type { Requester } from '../../src/sources/requester.ts';
import { imageSource } from '../../src/sources/schema.ts';
import { Sources, type SourcesDeps } from '../../src/sources/sources.ts';
import { ImageStore, type StoredImage } from '../../src/storage/image-store.ts';
import { Spool } from '../../src/storage/spool.ts';

export const image = sampleImage({ devices: [{ name: 'service', type: 'network' }] });
export const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
export const imageDigest = sha256(image);

export const alice: Requester = { accountId: 'alice', account: 'alice' };

/** A credential, and what is noted of it. */
export const shown = (
  secret: string,
  said: CredentialSaid[] = [],
  tokenService: string | null = null,
): Credential => ({
  ...{ secret, owner: 'account', tokenService },
  note: async (each) => void said.push(each),
});

interface WorldOptions extends Partial<Omit<SourcesDeps, 'download'>> {
  readonly download?: DownloadOptions;
  readonly limit?: number;
}

const room = 16 * 1024 * 1024;

/** Sources on this machine, and where their images are. */
export class SourceWorld implements AsyncDisposable {
  readonly sources: Sources;
  /** Images that are kept, by their digests. */
  readonly kept = new Map<string, StoredImage>();
  readonly #folder: string;
  readonly #spool: Spool;

  private constructor(folder: string, spool: Spool, options: WorldOptions) {
    const { download = {}, limit = 1024 * 1024, ...deps } = options;
    this.#folder = folder;
    this.#spool = spool;
    this.sources = new Sources({
      download: createDownload({ plainLoopback: true, ...download }),
      images: new ImageStore(spool, limit),
      kept: { find: async (digest) => this.kept.get(digest) ?? null },
      clock: () => new Date('2026-01-01T00:00:00Z'),
      credentialFor: async () => null,
      isOwn: async () => true,
      imageFrom: async () => null,
      plainLoopback: true,
      builder: null,
      ...deps,
    });
  }

  static async open(options: WorldOptions = {}): Promise<SourceWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-sources-'));
    const spool = await Spool.open(folder, { limit: room, share: room });
    return new SourceWorld(folder, spool, options);
  }

  async resolve(
    source: object,
    requester = alice,
    signal: AbortSignal = new AbortController().signal,
  ) {
    return await this.sources.resolve(imageSource.parse(source), requester, signal);
  }

  /** Resolves and fetches. */
  async fetch(
    source: object,
    requester = alice,
    signal: AbortSignal = new AbortController().signal,
  ) {
    const resolved = await this.resolve(source, requester, signal);
    return await this.sources.fetch(resolved, requester, signal);
  }

  async latest(pinned: PinnedSource, signal: AbortSignal = new AbortController().signal) {
    return (await this.sources.latest(pinned, alice, signal)).newer;
  }

  /** Fetches what has to fail, and leaves nothing then. */
  async refuses(source: object, code: string, detail = /./, requester = alice): Promise<unknown> {
    let problem: unknown = null;
    await assert.rejects(this.fetch(source, requester), (error: unknown) => {
      problem = error;
      const { code: actual, detail: told } = Object(error);
      assert.equal(actual, code, `${error}`);
      assert.match(told, detail);
      return true;
    });
    await this.expectNothing();
    return problem;
  }

  /** Keeps an image that was fetched, as the server does before it deploys it. */
  async keep(image: StoredImage): Promise<void> {
    const content = await buffer(image.open());
    const { digest, size, solo5 } = image;
    const discard = async () => {};
    const open = () => Readable.from([content]);
    this.kept.set(digest, { digest, size, solo5, open, discard, [Symbol.asyncDispose]: discard });
    await image.discard();
  }

  /** Resolves when so many octets are in the spool. */
  async untilSpooled(octets: number): Promise<void> {
    while (this.#spool.taken < octets) await setImmediate();
  }

  async expectNothing(): Promise<void> {
    assert.deepEqual(await readdir(this.#folder), []);
    assert.equal(this.#spool.taken, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
