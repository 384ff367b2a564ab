import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ProblemError } from './problem-error.ts';

/** Whether a question went without any answer, as it does when the server or the network is away. */
export const isOffline = (error: unknown) =>
  error instanceof ProblemError && error.code === 'offline';

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
    const silent = shown.filter(({ state }) => isOffline(state.fetchFailureReason ?? state.error));
    if (silent.length === 0 && onlineManager.isOnline()) return null;
    return Math.max(0, ...shown.map(({ state }) => state.dataUpdatedAt));
  });
}
