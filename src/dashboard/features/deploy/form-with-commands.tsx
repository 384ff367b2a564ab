import { Grid, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  DeploymentCommands,
  type OwnDeployment,
} from '../../components/deployment-commands-view.tsx';

interface FormWithCommandsProps {
  readonly said: OwnDeployment;
  readonly children: ReactNode;
}

/** A form, and beside it what it says as commands; below it where that is narrow. */
export function FormWithCommands({ said, children }: FormWithCommandsProps) {
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>{children}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack component="section" aria-label="Use from CI">
          <Title order={2} size="h4">
            Use from CI
          </Title>
          <DeploymentCommands said={said} isWhole={!said.isUpdate} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
