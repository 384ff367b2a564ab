import type { Download, DownloadAnswer } from '../outgoing/download.ts';
import { fileHeaders } from './deps.ts';
import { type Latest, nothingKnown, type PinnedOf, type ResolvedSource } from './pinned-source.ts';
import { notFound, unexpected } from './problems.ts';
import type { Context } from './requester.ts';
import type { SourceOf } from './schema.ts';
import { withoutQuery } from './shown-address.ts';
import { asFile, type SourceFile } from './source-file.ts';
import type { SourceKind } from './source-kind.ts';

type Pinned = PinnedOf<'https'>;

/** Statuses that say that there is no file; buckets that hide what they hold say 403 of it, too. */
const missing = new Set([404, 410]);
const missingOrHidden = new Set([...missing, 403]);

/** Files on the web, each pinned by its digest. */
export class HttpsSource implements SourceKind<SourceOf<'https'>, Pinned> {
  readonly #download: Download;

  constructor(download: Download) {
    this.#download = download;
  }

  /** Asks nobody: all that pins it is given. */
  async resolve({ url, sha256 }: SourceOf<'https'>): Promise<ResolvedSource<Pinned>> {
    const pinned = { kind: 'https', url, sha256 } as const;
    return { pinned, version: null, digest: sha256, size: null, page: null, limits: null };
  }

  /** Throws `source-not-found`, `source-nonsense`. */
  async open({ url, sha256 }: Pinned, context: Context): Promise<SourceFile> {
    const file = await this.#get(new URL(url), missing, context);
    if (file) return asFile(file, sha256);
    throw notFound(`There is no file at ${withoutQuery(url)}.`);
  }

  async openSignature({ url }: Pinned, context: Context): Promise<SourceFile | null> {
    const beside = new URL(url);
    beside.pathname += '.minisig';
    const file = await this.#get(beside, missingOrHidden, context);
    return file && asFile(file, null);
  }

  /** Of one digest there is nothing newer. */
  async latest(): Promise<Latest> {
    return nothingKnown;
  }

  async #get(
    url: URL,
    isMissing: ReadonlySet<number>,
    { signal, account }: Context,
  ): Promise<DownloadAnswer | null> {
    const answer = await this.#download({ url, headers: fileHeaders, signal, account });
    if (answer.status === 200) return answer;
    answer[Symbol.dispose]();
    if (isMissing.has(answer.status)) return null;
    throw unexpected(url.host, answer.status);
  }
}
