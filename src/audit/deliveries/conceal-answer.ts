import { credentialsOf, hiddenIn, mask } from '../channels/hidden-template.ts';
import type { ChannelSettings } from '../channels/settings.ts';

/** Characters of a secret: shorter ones may stand anywhere. */
const shortest = 6;

/**
 * The beginning of an answer without the secrets of its channel, which some receivers repeat, and without
 * the part of a secret that it ends with.
 */
export function concealAnswer(text: string, settings: ChannelSettings): string {
  const secrets = [...new Set(secretsOf(settings).flatMap(spellingsOf))]
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length);
  const shown = secrets.reduce((words, secret) => words.replaceAll(secret, mask), text);
  const begun = Math.max(0, ...secrets.map((secret) => begunAtEnd(shown, secret)));
  return begun === 0 ? shown : shown.slice(0, -begun) + mask;
}

/** How many characters of a secret a text ends with; fewer than `shortest` count as none. */
function begunAtEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= shortest; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** A secret as JSON and addresses write it. */
function spellingsOf(secret: string): string[] {
  const quoted = JSON.stringify(secret).slice(1, -1);
  return [secret, quoted, quoted.replaceAll('/', '\\/'), decoded(secret), encodeURI(secret)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
