import { useEffect } from 'react';

export interface ShortcutActs {
  goAnywhere(): void;
  showShortcuts(): void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** Ctrl-K goes anywhere, `?` shows the shortcuts, `/` is in the page's own search, where it has one. */
export function useShortcuts({ goAnywhere, showShortcuts }: ShortcutActs): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        goAnywhere();
        return;
      }
      if (isCommand || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role=dialog]')) return;
      if (event.key === '?') showShortcuts();
      if (event.key !== '/') return;
      event.preventDefault();
      const field = document.querySelector<HTMLElement>('[data-page-search]');
      if (field) field.focus();
      else goAnywhere();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [goAnywhere, showShortcuts]);
}
