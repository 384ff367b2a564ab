import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '../api/schema.ts';
import { accountQuery } from '../api/session.ts';
import { formatMebibytes, formatNumber } from '../format/quantities.ts';
import { paths } from './paths.ts';
import { UsageBar } from './usage-bar.tsx';

/** What the account may use on a host, and what it uses of that. */
export function HostUsage({ host: { name, policy, used } }: { readonly host: Schema['Host'] }) {
  if (!policy) return <NoPolicy host={name} />;
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

function NoPolicy({ host }: { readonly host: string }) {
  const isAdmin = useQuery(accountQuery).data?.admin ?? false;
  return (
    <Text size="sm" c="dimmed">
      You have no policy here, and so can deploy nothing on it.{' '}
      {isAdmin && (
        <Anchor
          component={Link}
          href={`${paths.policies}?act=give&host=${host}`}
          inherit
          underline="always"
        >
          Give a policy
        </Anchor>
      )}
    </Text>
  );
}
