import { severities } from '../../database/events/define-event.ts';
import type { Message } from '../deliveries/fill-template.ts';
import type { NewsEvent } from './choose-news.ts';

/** Things that a message tells one by one. */
const maxLines = 30;

/** How several of a type are told in short. */
const severalWords: Readonly<Record<string, string>> = {
  'unikernel.exited': 'unikernels have exited',
  'unikernel.crash_looping': 'unikernels end and start over and over',
  'unikernel.missing': 'unikernels are missing',
  'unikernel.reappeared': 'unikernels run again',
  'check.failing': 'checks fail',
  'check.recovered': 'checks pass again',
  'deployment.rolled_back': 'deployments were rolled back',
  'deployment.unknown': 'deployments ended with an unknown outcome',
  'host.degraded': 'hosts do not answer as they should',
  'host.recovered': 'hosts answer again',
  'token.expiring': 'tokens end soon',
  'certificate.expiring': 'certificates end soon',
};

/** News in one message; `page` is the address where they are shown, and muted. */
export function composeMessage(
  news: readonly NewsEvent[],
  page: string | null,
): Omit<Message, 'id'> {
  const lines = news.slice(0, maxLines).map(({ summary }) => summary);
  const left = news.length - lines.length;
  const text = [...lines, ...(left > 0 ? [`And ${left} more.`] : [])].join('\n');
  const worst = Math.max(...news.map(({ severity }) => severities.indexOf(severity)));
  const severity = severities[worst] ?? 'info';
  return { title: titleOf(news), text, severity, link: page ? page + queryOf(news) : '' };
}

function titleOf(news: readonly NewsEvent[]): string {
  const [first] = news;
  if (first && news.length === 1) return first.summary.replace(/\.$/, '');
  const byType = Map.groupBy(news, ({ type }) => type);
  return [...byType].map(([type, events]) => several(type, events)).join('; ');
}

function several(type: string, events: readonly NewsEvent[]): string {
  const [first] = events;
  if (first && events.length === 1) return first.summary.replace(/\.$/, '');
  const hosts = new Set(events.map(({ host }) => host));
  const where =
    hosts.size === 1 && first?.host && !type.startsWith('host.') ? ` on ${first.host}` : '';
  return `${events.length} ${severalWords[type] ?? `events (${type})`}${where}`;
}

/** What all of it is about, to be muted there. */
function queryOf(news: readonly NewsEvent[]): string {
  const objects = new Set(news.map(({ object }) => object));
  const hosts = new Set(news.map(({ host }) => host));
  const [object = ''] = objects.size === 1 ? objects : [];
  const [host = null] = hosts.size === 1 ? hosts : [];
  const about = object || (host ? `hosts/${host}` : '');
  return about === '' ? '' : `?mute=${encodeURIComponent(about)}`;
}
