import { Problem } from '../base/errors.ts';
import { databaseFault } from '../database/errors.ts';
import type { SpooledFile } from '../storage/spool.ts';
import { Superseded } from './restore-volume.ts';
import type { UploadRecord } from './upload-records.ts';

/** Content on its way into a volume. */
export interface Delivery {
  readonly record: UploadRecord;
  /** null: only the volume's size is to be what it was, since a direct upload has no content left. */
  readonly file: SpooledFile | null;
  readonly ended: AbortController;
  /** Throws where whoever sent it may not any more; not asked once the host may have had some of it. */
  readonly confirm?: (() => Promise<unknown>) | undefined;
  /** Whether the host may have deleted the old content already: from then on it is not given up. */
  touched: boolean;
  /** Whether that was for this content, or one before it. */
  readonly inherited: boolean;
  /** Whether its sender was told that it is kept: from then on no temporary problem ends it. */
  promised: boolean;
}

/** A delivery of which the host has heard nothing yet. */
export function newDelivery(record: UploadRecord, file: SpooledFile | null): Delivery {
  return {
    record,
    file,
    ended: new AbortController(),
    touched: false,
    inherited: false,
    promised: false,
  };
}

/** Problems of the moment: the host has no place free, or the database was away, and with it the volume's lock. */
const passing: ReadonlySet<string> = new Set(['host-busy', 'lock-lost']);

/** What ends content that was promised to be sent: the volume is gone, or its sender may no longer fill it. */
const ending: ReadonlySet<number> = new Set([401, 403, 404]);

/**
 * Whether what failed is given up: there is no host any more, the volume was removed, or made too small by another client, or the old content is still there and something
 * speaks against the new one, which is no fault of the moment.
 */
export function isFinal(error: unknown, { touched, promised }: Delivery): boolean {
  if (!(error instanceof Problem)) return false;
  if (error.code === 'host-unknown' || error instanceof Superseded) return true;
  if (touched) return false;
  return promised ? ending.has(error.status) : !passing.has(error.code);
}

/** What the one who uploads is told where the content is sent on without them. */
export function keptFor(failure: unknown): unknown {
  const problem = databaseFault(failure) ? databaseAway(failure) : failure;
  if (!(problem instanceof Problem)) return failure;
  const sentence = 'The content is kept here and is sent again until the host has taken it.';
  return problem.extended(sentence, { kept: true });
}

function databaseAway(cause: unknown): Problem {
  const detail = 'The server cannot use its database at the moment.';
  return new Problem('database-unavailable', detail, { cause, headers: { 'Retry-After': '5' } });
}

/** What the log says of a delivery. */
export const contextOf = ({ id, key }: UploadRecord) => ({ upload: id, ...key });
