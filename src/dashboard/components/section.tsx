import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, on a card of its own and named by its heading. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}
