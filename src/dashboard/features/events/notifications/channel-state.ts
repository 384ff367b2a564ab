import type { Schema } from '../../../api/schema.ts';
import type { Tone } from '../../../components/state-badge.tsx';
import { eventKinds } from '../event-kinds.ts';

type Channel = Schema['Channel'];

/** How a channel stands, in a word. */
export function stateOf(
  { enabled, endedReason, unreadable, mutedUntil, fault }: Channel,
  now: number,
): {
  readonly tone: Tone;
  readonly word: string;
} {
  if (endedReason !== null) return { tone: 'bad', word: 'Ended' };
  if (!enabled) return { tone: 'neutral', word: 'Off' };
  if (unreadable) return { tone: 'bad', word: 'Unreadable' };
  if (isMuted({ mutedUntil }, now)) return { tone: 'warning', word: 'Muted' };
  return fault === null ? { tone: 'good', word: 'On' } : { tone: 'bad', word: 'Failing' };
}

export const isMuted = ({ mutedUntil }: Pick<Channel, 'mutedUntil'>, now: number) =>
  mutedUntil !== null && Date.parse(mutedUntil) > now;

/** What a channel tells about, in words. */
export function typesInWords(types: readonly string[]): string {
  if (types.includes('*')) return 'all events';
  return all.format(types.map(wordOf));
}

const all = new Intl.ListFormat('en');

function wordOf(type: string): string {
  const kind = eventKinds.find(({ value }) => value === type);
  return kind ? kind.label.toLowerCase() : type;
}

export const kindWords = { webhook: 'Webhook', mail: 'E-mail', text: 'Message' } as const;
