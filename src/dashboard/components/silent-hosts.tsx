import { Alert, List } from '@mantine/core';
import { Icon } from './icons.tsx';

interface HostError {
  readonly host: string;
  readonly detail: string;
}

/** The hosts that could not be asked: what is on them is not in the list. */
export function SilentHosts({ errors }: { readonly errors: readonly HostError[] }) {
  if (errors.length === 0) return null;
  const title = errors.length === 1 ? 'One host does not answer' : 'Some hosts do not answer';
  return (
    <Alert color="yellow" title={title} icon={<Icon name="attention" />} mb="md" role="status">
      What is there is missing below, and appears when they are back.
      <List size="sm" mt="xs">
        {errors.map(({ host, detail }) => (
          <List.Item key={host} style={{ overflowWrap: 'anywhere' }}>
            <strong>{host}</strong>: {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
