import { Divider, Stack, Text } from '@mantine/core';
import { PolicyUsage } from '../../components/policy-usage.tsx';
import { PolicyActions } from './policy-actions.tsx';
import type { PolicyListProps } from './policy-table.tsx';
import type { GivenPolicy } from './use-policies.ts';

/** The same as the table, where that does not fit. */
export function PolicyCards({ label, by, policies }: PolicyListProps) {
  return (
    <Stack component="ul" aria-label={label} gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
      {policies.map((policy) => (
        <li key={`${policy.account}/${policy.host}`}>
          <Divider mb="md" />
          <Stack gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {policy[by]}
            </Text>
            <Usage {...policy} />
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              CPUs {policy.cpuids.join(', ') || 'none'}; bridges{' '}
              {policy.bridges.join(', ') || 'none'}
            </Text>
            <PolicyActions policy={policy} />
          </Stack>
        </li>
      ))}
    </Stack>
  );
}

function Usage({ used, ...policy }: GivenPolicy) {
  if (used) return <PolicyUsage policy={policy} used={used} />;
  return <Text size="sm">What is used is not known while the host does not answer.</Text>;
}
