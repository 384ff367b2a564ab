import { useSyncExternalStore } from 'react';

/** Milliseconds, all of these. */
const interval = 5_000;
/** The browser's clock is right to that much: the server tells whole seconds, and some time ago. */
const tolerance = 5_000;

const listeners = new Set<() => void>();
let ahead = 0; // the server's clock, of the browser's
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * The time by the server's clock, milliseconds since 1970, some seconds old at most: what the server
 * tells is as long ago as it was there. All who ask share one timer.
 */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Takes notice of the server's clock, as an answer that has just come tells it. */
export function noteServerTime(time: number): void {
  const seen = time - Date.now();
  if (Number.isNaN(seen) || Math.abs(seen - ahead) <= tolerance) return;
  ahead = Math.abs(seen) <= tolerance ? 0 : seen;
  tick();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now() + ahead;
    timer = setInterval(tick, interval);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now() + ahead;
  for (const listener of listeners) listener();
}
