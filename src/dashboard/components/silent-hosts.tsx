import { Alert, List } from '@mantine/core';
import { withLocalTimes } from '../format/times.ts';
import { Icon } from './icons.tsx';

interface HostError {
  readonly host: string;
  readonly detail: string;
}

interface SilentHostsProps {
  readonly errors: readonly HostError[];
  /** What the page shows of them meanwhile, as a sentence. */
  readonly meanwhile: string;
}

/** The hosts that could not be asked. */
export function SilentHosts({ errors, meanwhile }: SilentHostsProps) {
  if (errors.length === 0) return null;
  const title = errors.length === 1 ? 'One host is unreachable' : 'Some hosts are unreachable';
  return (
    <Alert color="yellow" title={title} icon={<Icon name="attention" />} mb="md" role="status">
      {meanwhile}
      <List size="sm" mt="xs">
        {errors.map(({ host, detail }) => (
          <List.Item key={host} style={{ overflowWrap: 'anywhere' }}>
            <strong>{host}</strong>: {withLocalTimes(detail)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
