import { Button, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';

interface FilterBarProps {
  /** Whether everything passes. */
  readonly isClear: boolean;
  onClear(): void;
  readonly children: ReactNode;
}

/** The fields that narrow a list of events, and a button that clears them. */
export function FilterBar({ isClear, onClear, children }: FilterBarProps) {
  return (
    <SimpleGrid
      component="search"
      minColWidth="min(12rem, 45%)"
      spacing="sm"
      mb="md"
      aria-label="Filter events"
    >
      {children}
      <Button variant="default" mt="auto" disabled={isClear} onClick={onClear}>
        Clear filters
      </Button>
    </SimpleGrid>
  );
}
