import { HostFailureError, UnexpectedReplyError } from '../errors.ts';
import type { Data, Message, Success } from '../messages.ts';

type SuccessOf<T extends Success['type']> = Extract<Success, { readonly type: T }>;
type DataOf<T extends Data['type']> = Extract<Data, { readonly type: T }>;

/**
 * The success of one type that a message has to be. Throws `HostFailureError` with the host's words
 * where it is a failure, `UnexpectedReplyError` where it is anything else.
 */
export function expectSuccess<T extends Success['type']>(message: Message, type: T): SuccessOf<T> {
  const payload = expectNoFailure(message);
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

function expectNoFailure({ payload }: Message) {
  if (payload.type === 'failure') throw new HostFailureError(payload.words);
  return payload;
}

const isSuccess = <T extends Success['type']>(success: Success, type: T): success is SuccessOf<T> =>
  success.type === type;

const isData = <T extends Data['type']>(data: Data, type: T): data is DataOf<T> =>
  data.type === type;
