import { type Daemon, DaemonLostError, HostFailureError, UnexpectedReplyError } from '../errors.ts';
import type { Data, Message, Success } from '../messages.ts';

type SuccessOf<T extends Success['type']> = Extract<Success, { readonly type: T }>;
type DataOf<T extends Data['type']> = Extract<Data, { readonly type: T }>;

/**
 * The success of one type that a message has to be. Throws `HostFailureError` with the host's words
 * where it is a failure, `DaemonLostError` where the endpoint has lost the daemon (albatrossd where none is named), `UnexpectedReplyError` where it is anything else.
 */
export function expectSuccess<T extends Success['type']>(
  message: Message,
  type: T,
  daemon?: Daemon,
): SuccessOf<T> {
  const payload = expectNoFailure(message, daemon);
  if (payload.type === 'success' && isSuccess(payload.success, type)) return payload.success;
  const found = payload.type === 'success' ? payload.success.type : payload.type;
  throw new UnexpectedReplyError(`the host answered ${found} where ${type} was due`);
}

/** The data of one type that a message of a stream has to be; throws as `expectSuccess` does. */
export function expectData<T extends Data['type']>(message: Message, type: T): DataOf<T> {
  const payload = expectNoFailure(message);
  if (payload.type === 'data' && isData(payload.data, type)) return payload.data;
  const found = payload.type === 'data' ? payload.data.type : payload.type;
  throw new UnexpectedReplyError(`the host sent ${found} where data of ${type} was due`);
}

/**
 * The data of one type in a stream that may hold other data, too, of a later release: null for
 * those. Throws as `expectData` does for what is no data.
 */
export function dataOf<T extends Data['type']>(message: Message, type: T): DataOf<T> | null {
  const payload = expectNoFailure(message);
  if (payload.type !== 'data') {
    throw new UnexpectedReplyError(`the host sent ${payload.type} where data of ${type} was due`);
  }
  return isData(payload.data, type) ? payload.data : null;
}

function expectNoFailure({ payload }: Message, daemon?: Daemon) {
  if (payload.type === 'failure') throw failureOf(payload.words, daemon);
  return payload;
}

/** What the endpoint says by itself when the daemon does not answer it; refusals are no daemon's. */
const endpointWords = new Set([
  "couldn't reach service",
  'failed to write policy',
  'read error after writing policy',
  "couldn't write unikernel to VMMD",
  'error reading from fd',
  'writing block data',
]);

const failureOf = (words: string, daemon?: Daemon) =>
  endpointWords.has(words) ? new DaemonLostError(words, daemon) : new HostFailureError(words);

const isSuccess = <T extends Success['type']>(success: Success, type: T): success is SuccessOf<T> =>
  success.type === type;

const isData = <T extends Data['type']>(data: Data, type: T): data is DataOf<T> =>
  data.type === type;
