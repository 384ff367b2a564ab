import type { Config } from './configuration.ts';

/** The way out to servers that are not hosts, where it leads through a proxy; else null. */
export function proxyOf({ httpsProxy: url, noProxy }: Pick<Config, 'httpsProxy' | 'noProxy'>) {
  return url === null ? null : { url, except: noProxy ?? '' };
}
