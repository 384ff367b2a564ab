import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the element `id`, and the view to the top, when the address has changed, so
 * that a keyboard or a screen reader goes on where the new page begins.
 */
export function useFocusOnNavigation(id: string, location: string): void {
  const previous = useRef(location);
  useEffect(() => {
    if (previous.current === location) return;
    previous.current = location;
    window.scrollTo(0, 0);
    document.getElementById(id)?.focus({ preventScroll: true });
  }, [id, location]);
}
