import { z } from 'zod';
import { defineEvent, type EventObject } from '../../database/events/define-event.ts';

const about = {
  facts: z.object({}),
  object: (): EventObject => ({ object: 'server/backups', host: null, name: null }),
};

export const backupFailed = defineEvent({
  ...about,
  type: 'backup.failed',
  severity: 'error',
  about: 'A scheduled backup cannot be made; told once, until one is made again.',
  facts: z.object({ reason: z.string() }),
  summary: ({ reason }) => `No scheduled backup is made: ${reason}`,
});

export const backupRecovered = defineEvent({
  ...about,
  type: 'backup.recovered',
  severity: 'info',
  about: 'A scheduled backup was made, after one or more that could not be.',
  summary: () => 'Scheduled backups are made again.',
});
