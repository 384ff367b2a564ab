import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type EventFilter, followNews } from '../../api/events.ts';

/** Reads lists of events anew whenever something happens, while the page can be seen; the error where it cannot be. */
export function useLiveEvents(filter: EventFilter): unknown {
  const client = useQueryClient();
  const isVisible = useDocumentVisibility() === 'visible';
  const [error, setError] = useState<unknown>(null);
  const key = JSON.stringify(filter);
  useEffect(() => {
    if (!isVisible) return;
    const closing = new AbortController();
    const { signal } = closing;
    setError(null);
    const onNews = () => void client.invalidateQueries({ queryKey: ['events'] });
    const followed: EventFilter = JSON.parse(key);
    const place = { lastEventId: null };
    followNews({ filter: followed, place, signal, onNews }).catch(setError);
    return () => closing.abort();
  }, [client, key, isVisible]);
  return error;
}
