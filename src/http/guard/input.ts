import * as z from 'zod';
import { type ErrorCode, Problem } from '../../base/errors.ts';
import { explainIssue } from '../../base/explain-issue.ts';
import { contentLength, expectLength, hasBody, tooLarge } from '../content/announced.ts';
import { formOf, formType, parseForm } from '../content/form-body.ts';
import { bodyLimits } from '../content/json-limits.ts';
import { readOctets } from '../content/read-octets.ts';
import { RequestContent } from '../content/request-content.ts';
import { expectWhole } from '../content/whole.ts';
import { type HttpContext, headerOf } from '../context.ts';
import { fieldPath } from '../field-path.ts';
import { parseJson } from '../json.ts';
import { fieldErrors } from '../problems.ts';
import type { Route } from '../route.ts';
import type { OctetRoom } from './octet-room.ts';

const nothing = z.strictObject({});

/** The parameters of the path as the route declares them. Throws `invalid-path`. */
export function parseParams(route: Route, params: unknown): unknown {
  return route.params ? parse(route.params, params, 'invalid-path', 'The path') : {};
}

/** The query as the route declares it, each parameter once. Throws `invalid-query`. */
export function parseQuery(route: Route, { querystring }: HttpContext): unknown {
  if (querystring === '' && !route.query) return {};
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(querystring)) {
    if (Object.hasOwn(query, name)) {
      const errors = [{ path: fieldPath([name]), message: 'is given twice' }];
      throw new Problem('invalid-query', 'The query is ambiguous.', { errors });
    }
    query[name] = value;
  }
  return parse(route.query ?? nothing, query, 'invalid-query', 'The query');
}

/** The type of the body is settled before the body is asked for. Throws 400, 411, 413 and 415. */
export function checkContent(route: Route, context: HttpContext): void {
  const { body } = route;
  if (!body || body.kind === 'small') return;
  const header = (name: string) => headerOf(context, name);
  if (body.kind !== 'json') expectLength(header);
  const isJson = body.kind === 'json' || (body.kind === 'multipart' && sendsJson(body, context));
  if (body.kind === 'octets') {
    expectWhole(header);
    return;
  }
  const announced = contentLength(context.req) ?? 0;
  if (isJson) {
    if (!hasBody(context.req)) return;
    const isForm = formOf(body, headerOf(context, 'content-type')) !== null;
    requireType(context, isForm ? formType : 'application/json');
    if (headerOf(context, 'content-encoding'))
      throw unsupported('Send the body without a Content-Encoding.');
    const { size } = bodyLimits(route);
    if (announced > size) throw tooLarge(size);
  } else requireType(context, 'multipart/form-data');
}

/**
 * The octets of a small body; null where there is none, or the route reads the body by itself. Throws
 * `too-many-at-once` where others of whoever asks leave no room for it, `too-large` and `request-timeout`.
 */
export async function readBody(
  route: Route,
  context: HttpContext,
  room: OctetRoom,
): Promise<Buffer | null> {
  const { body } = route;
  const { req, res } = context;
  const isSmall =
    body?.kind === 'json' ||
    body?.kind === 'small' ||
    (body?.kind === 'multipart' && sendsJson(body, context));
  if (!isSmall || !hasBody(req)) return null;
  const limits = bodyLimits(route);
  const onSize = room.take(context, contentLength(req) ?? 1);
  return await readOctets(new RequestContent(req, res), { ...limits, onSize });
}

/** A JSON body, or such a form, as the route declares it. Throws `malformed-body` and `invalid-body`. */
export function parseBody({ body }: Route, octets: Buffer | null, context: HttpContext): unknown {
  if (body?.kind === 'multipart' && body.json && octets) {
    return parse(body.json, parseJson(octets), 'invalid-body', 'The body');
  }
  if (body?.kind === 'small') return octets;
  if (body?.kind !== 'json') return undefined;
  const form = formOf(body, headerOf(context, 'content-type'));
  if (octets && form) return parse(form.schema, parseForm(octets), 'invalid-body', 'The form');
  if (octets) return parse(body.schema, parseJson(octets), 'invalid-body', 'The body');
  if (body.optional) return undefined;
  throw new Problem('malformed-body', 'A body in JSON is needed.');
}

/** Whether a form may also be JSON, and is. */
function sendsJson({ json }: { readonly json?: z.ZodType }, context: HttpContext): boolean {
  const [type = ''] = (headerOf(context, 'content-type') ?? '').split(';');
  return json !== undefined && type.trim().toLowerCase() === 'application/json';
}

function parse(schema: z.ZodType, value: unknown, code: ErrorCode, what: string): unknown {
  const parsed = schema.safeParse(value, { error: explainIssue });
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues);
  const words = errors.map(({ path, message }) => (path ? `${path} ${message}` : message));
  throw new Problem(code, `${what} is not valid: ${words.join('; ')}.`, { errors });
}

function requireType(context: HttpContext, wanted: string): void {
  const [type = '', ...rest] = (headerOf(context, 'content-type') ?? '').split(';');
  const charset = rest.join(';').match(/charset="?([^";\s]*)/i)?.[1];
  const foreign = charset !== undefined && !/^utf-?8$/i.test(charset);
  if (type.trim().toLowerCase() === wanted && !foreign) return;
  throw unsupported(`Send the body as ${wanted}${foreign ? ' in UTF-8' : ''}.`);
}

function unsupported(detail: string): Problem {
  return new Problem('unsupported-media-type', detail);
}
