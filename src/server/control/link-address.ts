import { basePathOf } from '../../http/base-path.ts';

const everyAddress = ['0.0.0.0', '[::]'];

/**
 * The address that a link begins with which is made on the machine of the server: `url`, else where it listens. One
 * that listens at every address is found on its machine as `localhost`, by which alone people may sign in there.
 */
export function linkAddress(url: URL | null, listening: string): string {
  if (url) return url.origin + basePathOf(url);
  const found = new URL(listening);
  if (everyAddress.includes(found.hostname)) found.hostname = 'localhost';
  return found.origin;
}
