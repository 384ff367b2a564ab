import * as z from 'zod';
import type { ErrorCode } from '../base/errors.ts';
import type { Route } from './route.ts';

/** What any request may be answered. */
export const anyProblems = [
  'malformed-request',
  'expectation-failed',
  'headers-too-large',
  'transfer-coding-unknown',
  'invalid-query',
  'internal',
  'no-room',
  'too-many-at-once',
  'database-unavailable',
] as const satisfies readonly ErrorCode[];

/** What may be the matter with a credential that is shown, or with its lack. */
export const credentialProblems = [
  'credential-missing',
  'credential-invalid',
  'credential-expired',
  'credential-revoked',
  'credential-suspended',
  'address-not-allowed',
  'too-many-requests',
] as const satisfies readonly ErrorCode[];

/** What a body may be refused with, whatever it is to say. */
const bodyProblems = ['too-large', 'request-timeout', 'upload-incomplete'] as const;

/** What a body that is read into members may be refused with. */
const formProblems = ['malformed-body', 'invalid-body', 'unsupported-media-type'] as const;

/** The problems that follow from how a route is declared; `problems` adds those of its own. */
export function impliedProblems(route: Route): readonly ErrorCode[] {
  return [
    ...anyProblems,
    ...ofAccess(route),
    ...ofMethod(route),
    ...ofPath(route),
    ...ofDomain(route),
    ...ofBody(route),
    ...(route.knownHostOnly ? (['misdirected-request'] as const) : []),
  ];
}

function ofAccess({ access, path, method }: Route): readonly ErrorCode[] {
  if (access.open) return method === 'GET' ? [] : ['too-many-requests'];
  const refusals = access.refusals.filter((code) => {
    if (access.wholeOnly) return true;
    if (code === 'host-not-allowed') return names(path, 'host');
    return code !== 'name-not-allowed' || names(path, 'name');
  });
  return [...credentialProblems, ...refusals];
}

/** What changes something has to come from our own pages, and may carry an `Idempotency-Key`. */
function ofMethod({ method, access, showsSecret }: Route): readonly ErrorCode[] {
  if (method === 'GET') return [];
  if (method === 'PATCH' || access.open) return ['cross-origin'];
  const repeated = ['cross-origin', 'request-running', 'idempotency-mismatch'] as const;
  return showsSecret ? [...repeated, 'answer-not-kept'] : repeated;
}

function ofPath({ path, params }: Route): readonly ErrorCode[] {
  if (!params) return [];
  return names(path, 'host') ? ['invalid-path', 'host-unknown'] : ['invalid-path'];
}

function names(path: string, parameter: string): boolean {
  return path.split('/').includes(`:${parameter}`);
}

/** An administrator may act in the domain of another account: `?account=`. */
function ofDomain({ query }: Route): readonly ErrorCode[] {
  const other = query instanceof z.ZodObject && 'account' in query.shape;
  return other ? ['account-unknown', 'admin-only', 'scope-missing'] : [];
}

function ofBody({ body }: Route): readonly ErrorCode[] {
  if (!body) return [];
  if (body.kind === 'json') return [...bodyProblems, ...formProblems];
  const withLength = [...bodyProblems, 'length-required'] as const;
  return body.kind === 'octets' ? withLength : [...withLength, ...formProblems];
}
