import { z } from 'zod';
import { defineEvent, type EventObject } from '../database/events/define-event.ts';

const volumeFacts = z.object({ host: z.string(), volume: z.string() });

const volumeObject = ({ host, volume }: z.output<typeof volumeFacts>): EventObject => ({
  object: `hosts/${host}/volumes/${volume}`,
  host,
  name: volume,
});

const about = { facts: volumeFacts, object: volumeObject };

export const volumeFilled = defineEvent({
  ...about,
  type: 'volume.filled',
  severity: 'info',
  about: 'A volume has the content that was sent for it.',
  summary: ({ host, volume }) => `The volume ${volume} on ${host} was filled.`,
});

export const volumeLost = defineEvent({
  ...about,
  type: 'volume.lost',
  severity: 'error',
  about: 'A volume’s content is gone, since a transfer to it broke off and is not made again.',
  summary: ({ host, volume }) =>
    `The content of the volume ${volume} on ${host} is lost: its transfer broke off.`,
});
