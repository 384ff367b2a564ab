import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';

interface OrphansReportProps {
  readonly left: Schema['Leftovers'];
  onDone(): void;
}

/** What an account left when it was ended, and how that is reached. */
export function OrphansReport({ left: { unikernels, errors }, onDone }: OrphansReportProps) {
  return (
    <Stack role="status">
      <List size="sm">
        {unikernels.map(({ host, name, destroyed }) => (
          <List.Item key={`${host}/${name}`}>
            {name} on {host}: {destroyed ? 'destroyed' : 'still running'}
          </List.Item>
        ))}
        {errors.map(({ host, detail }) => (
          <List.Item key={host}>
            {host} could not be reached, so anything running there was left: {detail}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        Volumes were kept. Removing the account’s policy on a host removes everything left there.
      </Text>
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
