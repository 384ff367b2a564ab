import type { Middleware } from './context.ts';

/** What our pages may load: their own scripts and styles, nothing inline and nothing foreign. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const standard = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

/** Headers that keep browsers strict. Pages replace the policy by `pagePolicy`. */
export function securityHeaders({ https }: { readonly https: boolean }): Middleware {
  const headers: [string, string][] = Object.entries(standard);
  if (https) headers.push(['Strict-Transport-Security', 'max-age=31536000']);
  return (context, next) => {
    for (const [name, value] of headers) context.res.setHeader(name, value);
    return next();
  };
}
