import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  /** What a link of the page leads to it by. */
  readonly id?: string;
  readonly children: ReactNode;
}

/** A part of a page, on a card of its own and named by its heading. */
export function Section({ title, id, children }: SectionProps) {
  const headingId = useId();
  return (
    <Paper component="section" id={id} aria-labelledby={headingId}>
      <Title order={2} size="h4" mb="sm" id={headingId} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}
