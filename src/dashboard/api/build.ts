import { useSyncExternalStore } from 'react';
import { serverAddress } from './base-path.ts';

/** Milliseconds that the server has to say which dashboard it has. */
const patience = 10_000;

let told: OldPage | null = null;
const listeners = new Set<() => void>();

/** Why a page should be loaded again: the server has another build by now, or a part of this one is missing. */
export type OldPage = 'updated' | 'incomplete';

/**
 * Whether the server has another build of the dashboard by now than this page is of: its page names another
 * script. Where it does not answer, that is not known, and false.
 */
export async function isOtherBuild(): Promise<boolean> {
  const own = document.querySelector('script[type=module][src]')?.getAttribute('src');
  if (!own) return false;
  try {
    const answer = await fetch(`${serverAddress}/`, {
      headers: { accept: 'text/html' },
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    return answer.ok && !(await answer.text()).includes(`"${own}"`);
  } catch {
    return false;
  }
}

/** Has the page say that it should be loaded again, where the server has another build. */
export async function noteOtherBuild(): Promise<void> {
  if (await isOtherBuild()) put('updated');
}

/** Has the page say that a part of it did not load. */
export async function noteMissingPart(): Promise<void> {
  put((await isOtherBuild()) ? 'updated' : 'incomplete');
}

/** Has the page say so no more. */
export function dismissOldPage(): void {
  put(null);
}

/** Why this page should be loaded again; null: there is no reason. */
export function useOldPage(): OldPage | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => told,
  );
}

function put(reason: OldPage | null): void {
  told = reason;
  for (const listener of listeners) listener();
}
