import type * as z from 'zod';
import { type ErrorCode, Problem } from '../../base/errors.ts';
import { fieldPath } from '../field-path.ts';
import type { BodyDeclaration } from '../handler.ts';

export const formType = 'application/x-www-form-urlencoded';

/** What a problem is to whoever sent a form. */
export interface FormRefusal {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

/** What says the same as a body in JSON, in a form. */
export interface FormBody<B extends z.ZodType> {
  /** Of parameters that are text, to what the body in JSON comes to. */
  readonly schema: z.ZodType<z.output<B>>;
  /** What `refuse` answers, in JSON. */
  readonly refusal: z.ZodType;
  refuse(problem: Problem): FormRefusal;
}

/** How a route takes forms, if it does and a body of this type is one; else null. */
export function formOf(
  body: BodyDeclaration<z.ZodType> | undefined,
  contentType: string | null,
): FormBody<z.ZodType> | null {
  const [type = ''] = (contentType ?? '').split(';');
  const isForm = body?.kind === 'json' && type.trim().toLowerCase() === formType;
  return (isForm && body.form) || null;
}

/**
 * The parameters of a form. One without a value counts as left out, and none may be given twice (RFC 6749,
 * section 3.2). Throws `malformed-body`.
 */
export function parseForm(octets: Uint8Array): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(decode(octets))) {
    if (value === '') continue;
    if (found.has(name)) {
      const errors = [{ path: fieldPath([name]), message: 'is given twice' }];
      throw new Problem('malformed-body', 'The form is ambiguous.', { errors });
    }
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

function decode(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (cause) {
    throw new Problem('malformed-body', 'The body is not UTF-8.', { cause });
  }
}

/** The statuses under which problems with these codes are told to whoever sent a form. */
export function formStatuses(
  { refuse }: Pick<FormBody<z.ZodType>, 'refuse'>,
  codes: readonly ErrorCode[],
): ReadonlySet<number> {
  return new Set(codes.map((code) => refuse(new Problem(code, '')).status));
}
