import { Problem } from '../base/errors.ts';
import { type HttpContext, headerOf } from './context.ts';
import type { OriginOf } from './public-origin.ts';

/** `strict`: the request has to say that it is of our origin; `lenient`: it must not say otherwise. */
export type OriginRule = 'strict' | 'lenient';

/** Throws `cross-origin` where a request comes from another site's page. */
export type RequireSameOrigin = (context: HttpContext, rule: OriginRule) => void;

const unsafeMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a method changes something. */
export function isUnsafe(method: string): boolean {
  return unsafeMethods.has(method);
}

/** The rule for a server at this origin. */
export function sameOriginRule(ownOrigin: OriginOf): RequireSameOrigin {
  return (context, rule) => {
    const site = headerOf(context, 'sec-fetch-site');
    const origin = headerOf(context, 'origin');
    const silent = site === null && origin === null;
    if (silent && rule === 'lenient') return;
    if (site === 'same-origin') return;
    if (site === null && origin === ownOrigin(context)) return;
    throw new Problem(
      'cross-origin',
      silent
        ? 'With a session, a change has to say where it comes from (Sec-Fetch-Site or Origin).'
        : 'A page of another site may not ask for this.',
    );
  };
}
