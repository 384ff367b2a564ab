import { Problem } from '../base/errors.ts';
import type { RouteRequest } from '../http/handler.ts';
import type { Part } from '../http/multipart/parts.ts';
import { type Parts, readMultipart } from '../http/multipart/read-multipart.ts';
import { malformed } from './mollymawk-problem.ts';

type Form = Readonly<Record<string, Part<unknown>>>;
type FormRequest = Pick<RouteRequest<unknown, unknown, unknown, unknown>, 'header' | 'content'>;

/**
 * The parts of a multipart body, in any order; those that are not in `form`, as `molly_csrf`, are
 * passed over. Throws mollymawk's 400 for a body of another type, and as `readMultipart`.
 */
export async function readForm<F extends Form>(request: FormRequest, form: F): Promise<Parts<F>> {
  const type = request.header('content-type');
  if (type === null) throw malformed('Missing Content-Type header');
  if (!/^multipart\/form-data\b/i.test(type)) throw malformed('Expected multipart/form-data');
  try {
    return await readMultipart(request, form, { ignoreUnknown: true });
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.code === 'unsupported-media-type') {
      throw malformed(`Invalid Content-Type: ${cause.detail}`, { cause });
    }
    if (cause.errors.some(({ message }) => message === 'is missing')) {
      throw malformed('One or more required fields are missing.', { cause, code: 'invalid-body' });
    }
    throw cause;
  }
}
