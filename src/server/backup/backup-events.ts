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

export const backupIncomplete = defineEvent({
  ...about,
  type: 'backup.incomplete',
  severity: 'warning',
  about:
    'A scheduled backup was made, without images or consoles that it should hold and that were not found; told once, until one has all.',
  facts: z.object({ images: z.int(), consoles: z.int() }),
  summary: ({ images, consoles }) =>
    `The last scheduled backup lacks ${describeLacking(images, consoles)}: not found where the server keeps such.`,
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
  about:
    'A scheduled backup was made with all that it should hold, after one or more that could not be or had not.',
  summary: () => 'Scheduled backups are made again.',
});
