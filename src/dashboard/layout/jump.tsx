import { ActionIcon, Tooltip } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import { Icon } from '../components/icons.tsx';
import type { Page } from './page.ts';
import { PartBoundary } from './part-boundary.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const GoAnywhere = lazy(() =>
  import('./go-anywhere.tsx').then((room) => ({ default: room.GoAnywhere })),
);
const Shortcuts = lazy(() =>
  import('./shortcuts.tsx').then((room) => ({ default: room.Shortcuts })),
);

/** The way to anywhere, by a button or the keyboard; what it opens is loaded when it is used first. */
export function Jump({ pages }: { readonly pages: readonly Page[] }) {
  const [opened, setOpened] = useState<'go' | 'keys' | null>(null);
  const goAnywhere = useCallback(() => setOpened('go'), []);
  const showShortcuts = useCallback(() => setOpened('keys'), []);
  const close = () => setOpened(null);
  useShortcuts({ goAnywhere, showShortcuts });
  return (
    <>
      <Tooltip label="Go to … (Ctrl K)">
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size="lg"
          aria-label="Go to …"
          aria-keyshortcuts="Control+K"
          onClick={goAnywhere}
        >
          <Icon name="search" />
        </ActionIcon>
      </Tooltip>
      <PartBoundary>
        <Suspense>
          {opened === 'go' && <GoAnywhere pages={pages} onClose={close} />}
          {opened === 'keys' && <Shortcuts onClose={close} />}
        </Suspense>
      </PartBoundary>
    </>
  );
}
