import { credentialsOf, hiddenIn, mask } from '../channels/hidden-template.ts';
import type { ChannelSettings } from '../channels/settings.ts';

/** Characters of a secret: shorter ones may stand anywhere. */
const shortest = 6;

/** An answer without what is secret of its channel, which some receivers repeat. */
export function concealAnswer(text: string, settings: ChannelSettings): string {
  return secretsOf(settings)
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .reduce((shown, secret) => shown.replaceAll(secret, mask), text);
}

/** What the server's name is followed by may let anybody write there. */
function secretsOf(settings: ChannelSettings): string[] {
  const { pathname, search } = new URL(settings.url);
  const address = [pathname + search, pathname, search, ...pathname.split('/')];
  if (settings.kind === 'webhook') {
    return [...address, ...settings.secrets.map(({ secret }) => secret)];
  }
  const { header } = settings;
  return [...address, ...hiddenIn(settings), ...(header ? credentialsOf(header.value) : [])];
}
