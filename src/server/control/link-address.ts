import { basePathOf } from '../../http/base-path.ts';

const everyAddress = ['0.0.0.0', '[::]'];

/**
 * The address that links made on the server's own machine begin with: `url`, or else where the server listens. For
 * one that listens on every address that is `localhost`, since otherwise nobody could sign in there without `url`.
 */
export function linkAddress(url: URL | null, listening: string): string {
  if (url) return url.origin + basePathOf(url);
  const found = new URL(listening);
  if (everyAddress.includes(found.hostname)) found.hostname = 'localhost';
  return found.origin;
}
