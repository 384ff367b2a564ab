import type { Middleware } from './context.ts';

/** What our pages may load: their own scripts and styles, nothing inline and nothing foreign. */
export const pagePolicy = policyWithStyles("'self'");

function policyWithStyles(styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What no page of ours ever asks a browser for. */
const noDevices = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** The headers of a page that makes styles while it runs, each with the nonce of its answer. */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': policyWithStyles(`'self' 'nonce-${nonce}'`),
    'permissions-policy': noDevices,
  };
}

const standard = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

const headers = Object.entries(standard);

/** A year, as OWASP ASVS 5.0 has it (3.4.1); browsers mind it where it comes by HTTPS. */
const strictTransport = 'max-age=31536000; includeSubDomains';

/** Headers that keep browsers strict. Pages replace the policy by `pagePolicy`. */
export const securityHeaders: Middleware = ({ res, state }, next) => {
  for (const [name, value] of headers) res.setHeader(name, value);
  if (state.secure) res.setHeader('Strict-Transport-Security', strictTransport);
  return next();
};
