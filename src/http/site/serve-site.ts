import { randomBytes } from 'node:crypto';
import { Problem } from '../../base/errors.ts';
import type { HttpContext, Middleware } from '../context.ts';
import { reply } from '../reply.ts';
import { pageHeaders, pagePolicy } from '../security-headers.ts';
import { codings, noncePlaceholder, type Site, type SiteFile } from './site.ts';
import type { FileFacts, SiteContents } from './site-contents.ts';

/** Where the build puts files whose names change with their content. */
const hashed = '/assets/';
const aYear = 31_536_000;

/** Addresses that programs ask for: what is missing there is a 404, not a page. */
const notForPeople = ['/api/', '/cli/', hashed];

/**
 * Serves the site: its files, and the dashboard's one page at every address that a browser opens and that
 * nothing else answers; where the dashboard has none, with 404, and the page says so. `basePath` is where a
 * browser finds the files: the page names them relative to it.
 */
export function serveSite({ page, hasPage, files, contents }: Site, basePath = ''): Middleware {
  const placed = page.replaceAll('="./', `="${basePath}/`);
  return (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next();
    const file = files.get(context.path);
    if (file) return sendFile(context, file, contents);
    if (wantsPage(context)) return sendPage(context, placed, hasPage(context.path) ? 200 : 404);
    return next();
  };
}

function wantsPage(context: HttpContext): boolean {
  if (context.path === '/') return true;
  if (notForPeople.some((prefix) => context.path.startsWith(prefix))) return false;
  if (/^\/docs\/.*\.\w+$/.test(context.path)) return false; // a file beside the documentation
  return context.accepts(['json', 'html']) === 'html';
}

/**
 * Sends a file of the site in the smallest coding that is accepted, or says that it is what is known. Only what is
 * sent is read.
 */
export async function sendFile(
  context: HttpContext,
  { type, places }: SiteFile,
  contents: SiteContents,
): Promise<void> {
  context.state.route = 'dashboard file';
  const coding = codings.find((each) => places.has(each) && context.acceptsEncodings(each));
  const place = coding && places.get(coding);
  if (!place)
    throw new Problem(
      'not-found',
      'This file is not available in an encoding that the request accepts.',
    );
  const lasting = context.path.startsWith(hashed);
  const headersOf = ({ digest, size }: FileFacts) => ({
    'content-type': type,
    'content-length': `${size}`,
    'cache-control': lasting ? `public, max-age=${aYear}, immutable` : 'no-cache',
    etag: `"${digest}-${coding}"`,
    vary: 'Accept-Encoding',
    ...(coding !== 'identity' && { 'content-encoding': coding }),
    ...(type.startsWith('text/html') && { 'content-security-policy': pagePolicy }),
  });
  const headers = headersOf(await contents.factsOf(place));
  context.status = 200;
  context.set('ETag', headers.etag);
  if (context.fresh) return reply(context, { status: 304, headers, body: null });
  if (context.method === 'HEAD') return reply(context, { status: 200, headers, body: null });
  const sent = await contents.contentOf(place);
  reply(context, { status: 200, headers: headersOf(sent), body: sent.content });
}

/** The page is never kept: each answer has a nonce of its own, which its styles carry. */
function sendPage(context: HttpContext, page: string, status: number): void {
  context.state.route = 'dashboard';
  const nonce = randomBytes(16).toString('base64url');
  const headers = { 'content-type': 'text/html; charset=utf-8', ...pageHeaders(nonce) };
  reply(context, { status, headers, body: page.replaceAll(noncePlaceholder, nonce) });
}
