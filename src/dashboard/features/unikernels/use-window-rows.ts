import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const overscan = 8;

/** The rows of a long list that can be seen, and the room that the others take. */
export interface WindowRows<T extends HTMLElement> {
  readonly list: RefObject<T | null>;
  readonly items: readonly VirtualItem[];
  /** Pixels above the first of `items`. */
  readonly before: number;
  /** Pixels below the last one. */
  readonly after: number;
}

/** So many rows of one height, in pixels, that scroll with the page. */
export function useWindowRows<T extends HTMLElement>(count: number, height: number): WindowRows<T> {
  const list = useRef<T>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setOffset(Math.round(top + window.scrollY));
  }, []);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan,
    scrollMargin: offset,
    useFlushSync: false,
  });
  const items = rows.getVirtualItems();
  const before = (items[0]?.start ?? offset) - offset;
  const after = rows.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);
  return { list, items, before, after };
}
