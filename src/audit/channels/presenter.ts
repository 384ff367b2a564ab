import type { z } from 'zod';
import type { Channel } from './entity.ts';
import { shownTemplate } from './hidden-template.ts';
import type { channelAnswer } from './schema.ts';
import type { ReadSettings, TextSettings } from './settings.ts';

/** How the latest deliveries of a channel went. */
export interface ChannelProgress {
  readonly waiting: number;
  readonly deliveredAt: Date | null;
  readonly fault: string | null;
}

/** A channel as its owner sees it: without what may be a secret. */
export function presentChannel(
  channel: Channel,
  { settings, fault: unreadable }: ReadSettings,
  { waiting, deliveredAt, fault }: ChannelProgress,
): z.input<typeof channelAnswer> {
  const { id, kind, name, types, enabled, endedReason, mutedUntil, target, standardOf } = channel;
  return {
    ...{ id, kind, name, types: [...types], enabled, target, waiting },
    fault: unreadable ?? fault,
    unreadable: unreadable !== null,
    failingSince: channel.failingSince?.toISOString() ?? null,
    endedReason: endedReason ?? null,
    mutedUntil: mutedUntil?.toISOString() ?? null,
    standard: Boolean(standardOf),
    text: settings?.kind === 'text' ? presentText(settings) : null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
  };
}

function presentText(settings: TextSettings) {
  const { method, contentType, header } = settings;
  return { method, contentType, template: shownTemplate(settings), header: header?.name ?? null };
}
