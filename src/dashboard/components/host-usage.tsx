import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '../api/schema.ts';
import { accountQuery } from '../api/session.ts';
import { paths } from './paths.ts';
import { PolicyUsage } from './policy-usage.tsx';

/** What the account may use on a host, and what it uses of that. */
export function HostUsage({ host: { name, policy, used } }: { readonly host: Schema['Host'] }) {
  if (!policy) return <NoPolicy host={name} />;
  if (!used) {
    return (
      <Text size="sm" c="dimmed">
        Your usage is unknown while the host is unreachable.
      </Text>
    );
  }
  return <PolicyUsage policy={policy} used={used} />;
}

function NoPolicy({ host }: { readonly host: string }) {
  const isAdmin = useQuery(accountQuery).data?.admin ?? false;
  return (
    <Text size="sm" c="dimmed">
      You have no policy on this host, so you cannot deploy to it.{' '}
      {isAdmin && (
        <Anchor
          component={Link}
          href={`${paths.policies}?act=give&host=${host}`}
          inherit
          underline="always"
        >
          Set policy
        </Anchor>
      )}
    </Text>
  );
}
