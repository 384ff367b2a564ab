import { replaceAddresses } from '../albatross/replace-addresses.ts';

/** What Node says of a system call, and behind it where to: `connect ECONNREFUSED 192.0.2.1:1025`. */
const systemCall = /\b((?:connect|getaddrinfo|bind) E[A-Z_0-9]+)\b.*$/s;

/** The words of an error without where a host is, which concerns its administrators alone. */
export function withoutAddresses(words: string): string {
  return replaceAddresses(words.replace(systemCall, '$1'), 'its address');
}
