import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';

/** What the account may use on a host, and what it uses of that. */
export function HostUsage({ host: { policy, used } }: { readonly host: Schema['Host'] }) {
  if (!policy) {
    return (
      <Text size="sm" c="dimmed">
        You have no policy here, and so can deploy nothing on it.
      </Text>
    );
  }
  if (!used) {
    return (
      <Text size="sm" c="dimmed">
        What is used of your policy is not known while the host does not answer.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <UsageBar
        label="Unikernels"
        used={used.unikernels}
        limit={policy.unikernels}
        format={formatNumber}
      />
      <UsageBar label="Memory" used={used.memory} limit={policy.memory} format={formatMebibytes} />
      {policy.storage !== null && (
        <UsageBar
          label="Storage"
          used={used.storage}
          limit={policy.storage}
          format={formatMebibytes}
        />
      )}
    </Stack>
  );
}
