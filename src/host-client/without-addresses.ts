/** What Node says of a system call, and behind it where to: `connect ECONNREFUSED 192.0.2.1:1025`. */
const systemCall = /\b((?:connect|getaddrinfo|bind) E[A-Z_0-9]+)\b.*$/s;

const addressV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\d.]*\d)/g;
const addressV6 =
  /\[[0-9a-f:.]+\](?::\d{1,5})?|(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/gi;

/** The words of an error without where a host is, which concerns its administrators alone. */
export function withoutAddresses(words: string): string {
  return words
    .replace(systemCall, '$1')
    .replace(addressV4, 'its address')
    .replace(addressV6, 'its address');
}
