import { Grid } from '@mantine/core';
import type { ReactNode } from 'react';
import { EquivalentCommands, type FormDeployment } from './equivalent-commands.tsx';

interface FormWithCommandsProps {
  readonly said: FormDeployment;
  readonly children: ReactNode;
}

/** A form, and beside it what it says as commands; below it where that is narrow. */
export function FormWithCommands({ said, children }: FormWithCommandsProps) {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>{children}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <EquivalentCommands said={said} />
      </Grid.Col>
    </Grid>
  );
}
