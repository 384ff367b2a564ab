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
  about: 'A scheduled backup cannot be made; reported once, until one is made again.',
  facts: z.object({ reason: z.string() }),
  summary: ({ reason }) => `No scheduled backup is made: ${reason}`,
});

export const backupIncomplete = defineEvent({
  ...about,
  type: 'backup.incomplete',
  severity: 'warning',
  about:
    'A scheduled backup was made, but images or consoles that it should hold were not found; reported once, until one is complete.',
  facts: z.object({ images: z.int(), consoles: z.int() }),
  summary: ({ images, consoles }) =>
    `The last scheduled backup lacks ${describeLacking(images, consoles)}, not found where the server keeps them.`,
});

function describeLacking(images: number, consoles: number): string {
  const counted = (count: number, one: string, more: string) =>
    count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${more}`];
  return [
    ...counted(images, 'image', 'images'),
    ...counted(consoles, 'segment of a console', 'segments of consoles'),
  ].join(' and ');
}

export const backupRecovered = defineEvent({
  ...about,
  type: 'backup.recovered',
  severity: 'info',
  about: 'A complete scheduled backup was made, after one or more that failed or were incomplete.',
  summary: () => 'Scheduled backups are made again.',
});
