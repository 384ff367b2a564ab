import type { Route } from '../route.ts';
import type { ReadLimits } from './read-octets.ts';

const kibibyte = 1024;

/** Milliseconds for a body in JSON to arrive. */
const time = 30_000;

/**
 * KiB of a body in JSON, with what space it may need for escapes and between its members: a few fields, a long
 * text or some lists of names, or what has lists of lists, certificates or rules.
 */
const sizes = { small: 16, medium: 64, large: 256 } as const;

export type BodySize = keyof typeof sizes;

/** How large the body of a route may be where it is read whole, and how late; small where anybody may ask. */
export function bodyLimits({ access, body }: Pick<Route, 'access' | 'body'>): ReadLimits {
  return { size: sizes[access.open ? 'small' : sizeOf(body)] * kibibyte, time };
}

function sizeOf(body: Route['body']): BodySize {
  if (body?.kind === 'multipart') return 'large';
  return (body?.kind !== 'octets' && body?.size) || 'small';
}
