import { Alert, List } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { withLocalTimes } from '../../format/times.ts';

interface PendingPoliciesProps {
  readonly pending: Schema['HostPolicies']['pending'];
}

/** New accounts that have not yet got the default policy of a host, and why. */
export function PendingPolicies({ pending }: PendingPoliciesProps) {
  if (pending.length === 0) return null;
  return (
    <Alert
      color="yellow"
      title="New accounts are waiting for their policy"
      icon={<Icon name="attention" />}
      role="status"
    >
      Fulmar retries every minute until the host accepts it or another policy is set.
      <List size="sm" mt="xs">
        {pending.map(({ account, template, since, problem }) => (
          <List.Item key={account} style={{ overflowWrap: 'anywhere' }}>
            <strong>{account}</strong>, from the template {template}, since{' '}
            <RelativeTime at={since} />
            {problem && `: ${withLocalTimes(problem.detail)}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
