import { useSyncExternalStore } from 'react';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What is said once it is done: `Policy saved`. */
      readonly done?: string;
      /** Whose upload it is. */
      readonly account?: string | undefined;
    };
  }
}

/** Something that was done, told once. */
export interface Told {
  readonly id: number;
  readonly text: string;
}

/** Milliseconds for which it is to be read. */
const shown = 5_000;

let last: Told | null = null;
let ending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function put(told: Told | null): void {
  last = told;
  for (const listener of listeners) listener();
}

/** Says for a few seconds what was done, whatever page is shown by then. */
export function tell(text: string): void {
  clearTimeout(ending);
  put({ id: (last?.id ?? 0) + 1, text });
  ending = setTimeout(() => put(null), shown);
}

/** What was done last; null: nothing was, a moment ago. */
export function useTold(): Told | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
}
