import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ProblemError } from './problem-error.ts';

/** What a proxy answers in the place of a server that it does not reach. */
const ofProxies = [502, 503, 504];

/**
 * Whether the server itself did not answer: nothing came, it is stopping, or a proxy spoke for it. Its
 * own words about a host that is away are none of these.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { code, status } = error;
  if (code === 'unknown') return ofProxies.includes(status);
  return code === 'offline' || code === 'shutting-down';
}

/**
 * Since when the server has not answered, milliseconds since 1970: what the page shows is from then.
 * null where it answers. It is asked again by what the page keeps up to date.
 */
export function useAwaySince(): number | null {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const subscribe = (listener: () => void) => {
    const ends = [cache.subscribe(listener), onlineManager.subscribe(listener)];
    return () => {
      for (const end of ends) end();
    };
  };
  return useSyncExternalStore(subscribe, () => {
    const shown = cache.getAll().filter((query) => query.isActive());
    const silent = shown.filter(({ state }) => isAway(state.fetchFailureReason ?? state.error));
    if (silent.length === 0 && onlineManager.isOnline()) return null;
    return Math.max(0, ...shown.map(({ state }) => state.dataUpdatedAt));
  });
}
