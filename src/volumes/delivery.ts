import { Problem } from '../base/errors.ts';
import type { SpooledFile } from '../storage/spool.ts';
import type { UploadRecord } from './upload-records.ts';

/** Content on its way into a volume. */
export interface Delivery {
  readonly record: UploadRecord;
  /** null: only the volume's size is to be what it was, since a direct upload has no content left. */
  readonly file: SpooledFile | null;
  readonly ended: AbortController;
  /** Whether the host may have deleted the old content already: from then on it is not given up. */
  touched: boolean;
}

/** A delivery of which the host has heard nothing yet. */
export function newDelivery(record: UploadRecord, file: SpooledFile | null): Delivery {
  return { record, file, ended: new AbortController(), touched: false };
}

/** Whether what failed is given up: the old content is still there, or there is no host any more. */
export function isFinal(error: unknown, { touched }: Delivery): boolean {
  return !touched || (error instanceof Problem && error.code === 'host-unknown');
}

/** What the one who uploads is told where the content is sent on without them. */
export function keptFor(failure: unknown): unknown {
  if (!(failure instanceof Problem)) return failure;
  const sentence = 'The content is kept here and is sent again until the host has taken it.';
  return failure.extended(sentence, { kept: true });
}

/** What the log says of a delivery. */
export const contextOf = ({ id, key }: UploadRecord) => ({ upload: id, ...key });
