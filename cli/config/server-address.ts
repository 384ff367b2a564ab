import { CommandError } from '../output/command-error.ts';

/** The address of a server, without a slash at its end. Throws `CommandError` where it is none. */
export function readServerAddress(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    const wrong = JSON.stringify(text);
    const isBare = /^([\w-]+\.[\w.-]+|localhost)(:\d+)?(\/|$)/.test(text);
    const hint = isBare ? ` Put https:// or http:// in front: https://${text}` : '';
    throw new CommandError(
      url || text === ''
        ? `${wrong} is not the address of a server: give one such as https://fulmar.example.org.${hint}`
        : `${wrong} is neither a context (see \`fulmar contexts\`) nor an address such as https://fulmar.example.org.${hint}`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** Whether what is sent to an address can be read on its way. */
export function isUnencrypted(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
