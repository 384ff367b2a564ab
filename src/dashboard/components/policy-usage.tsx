import { Stack, Text } from '@mantine/core';
import type { Schema } from '../api/schema.ts';
import { formatMebibytes, formatNumber } from '../format/quantities.ts';
import { UsageBar } from './usage-bar.tsx';

interface PolicyUsageProps {
  readonly policy: Pick<Schema['Policy'], 'unikernels' | 'memory' | 'storage'>;
  readonly used: Schema['Usage'];
}

/** What is used of a policy, and what of it is nearly used up. */
export function PolicyUsage({ policy, used }: PolicyUsageProps) {
  const of = (resource: Schema['Usage']['nearlyUsed'][number]) => ({
    used: used[resource],
    nearly: used.nearlyUsed.includes(resource),
  });
  return (
    <Stack gap="sm">
      <UsageBar
        label="Unikernels"
        {...of('unikernels')}
        limit={policy.unikernels}
        format={formatNumber}
      />
      <UsageBar label="Memory" {...of('memory')} limit={policy.memory} format={formatMebibytes} />
      {policy.storage === null ? (
        <Text size="sm">No volumes</Text>
      ) : (
        <UsageBar
          label="Storage"
          {...of('storage')}
          limit={policy.storage}
          format={formatMebibytes}
        />
      )}
    </Stack>
  );
}
