import { Problem } from '../../base/errors.ts';

/** A link on another site must have nobody asked. Throws `cross-origin`. */
export function expectOwnPage({ header }: { header(name: string): string | null | undefined }) {
  const site = header('sec-fetch-site');
  if (!site || site === 'same-origin' || site === 'none') return;
  throw new Problem('cross-origin', 'A page of another site may not ask for this.');
}
