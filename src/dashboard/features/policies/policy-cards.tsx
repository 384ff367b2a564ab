import { Divider, Stack, Text } from '@mantine/core';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
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

function Usage({ unikernels, memory, storage, used }: GivenPolicy) {
  if (!used) {
    return <Text size="sm">What is used is not known while the host does not answer.</Text>;
  }
  return (
    <>
      <UsageBar
        label="Unikernels"
        used={used.unikernels}
        limit={unikernels}
        format={formatNumber}
      />
      <UsageBar label="Memory" used={used.memory} limit={memory} format={formatMebibytes} />
      {storage === null ? (
        <Text size="sm">No volumes</Text>
      ) : (
        <UsageBar label="Storage" used={used.storage} limit={storage} format={formatMebibytes} />
      )}
    </>
  );
}
