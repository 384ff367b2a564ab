import { Grid } from '@mantine/core';
import type { ReactNode } from 'react';
import { type SaidByForm, SameByHand } from './same-by-hand.tsx';

interface BesideCommandsProps {
  readonly said: SaidByForm;
  readonly children: ReactNode;
}

/** A form, and beside it what it says as commands; below it where that is narrow. */
export function BesideCommands({ said, children }: BesideCommandsProps) {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>{children}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <SameByHand said={said} />
      </Grid.Col>
    </Grid>
  );
}
