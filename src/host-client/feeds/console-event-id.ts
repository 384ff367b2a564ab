import type { ConsoleEventId } from '../managed-host.ts';

/** `2026-11-22T05:51:31.123Z-0`: what a Server-Sent Event of a console has as its id. */
export function formatConsoleEventId({ timestamp, n }: ConsoleEventId): string {
  return `${timestamp.toISOString()}-${n}`;
}

/** Reads what `formatConsoleEventId` wrote; null where it is something else. */
export function parseConsoleEventId(text: string): ConsoleEventId | null {
  const [, time = '', n = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)-(\d{1,9})$/.exec(text) ?? [];
  const timestamp = new Date(time);
  return Number.isNaN(timestamp.getTime()) ? null : { timestamp, n: Number(n) };
}

/** Whether an event comes after another; both of one console. */
export function isAfter(event: ConsoleEventId, other: ConsoleEventId): boolean {
  const difference = event.timestamp.getTime() - other.timestamp.getTime();
  return difference > 0 || (difference === 0 && event.n > other.n);
}
