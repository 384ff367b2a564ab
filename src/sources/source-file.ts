import type { DownloadAnswer } from '../outgoing/download.ts';
import { numberIn } from '../outgoing/header-values.ts';

/** A file at a source, on its way here. Whoever got it disposes of it. */
export interface SourceFile extends Disposable {
  readonly content: AsyncIterable<Buffer>;
  /** Octets, as the source says; null: it does not. */
  readonly size: number | null;
  /** SHA-256 that it has to have, hexadecimal; null: none is known. */
  readonly digest: string | null;
}

/** The file that an answer is. */
export function asFile(answer: DownloadAnswer, digest: string | null): SourceFile {
  return {
    content: answer.content,
    size: numberIn(answer.headers, 'content-length'),
    digest,
    [Symbol.dispose]: () => answer[Symbol.dispose](),
  };
}
