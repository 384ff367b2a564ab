import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { usageQuery } from '../../api/usage.ts';
import { paths } from '../../components/paths.ts';
import { formatNumber } from '../../format/quantities.ts';

type Usage = Schema['AccountUsage'];

/** What an account used this month, and the ways to what it has and used. */
export function AccountUse({ account }: { readonly account: string }) {
  const { data } = useQuery(usageQuery(null));
  const used = data?.data.filter((row) => row.account === account) ?? [];
  return (
    <Group gap="sm">
      {used.length > 0 && <Text size="sm">This month: {sumUp(used)}</Text>}
      <Anchor
        component={Link}
        href={paths.everything(account)}
        size="sm"
        underline="always"
        aria-label={`Resources of ${account}`}
      >
        Resources
      </Anchor>
      <Anchor
        component={Link}
        href={paths.usage(account)}
        size="sm"
        underline="always"
        aria-label={`Usage of ${account}`}
      >
        Usage
      </Anchor>
    </Group>
  );
}

function sumUp(used: readonly Usage[]): string {
  const sum = (of: (usage: Usage) => number) =>
    formatNumber(used.reduce((total, usage) => total + of(usage), 0));
  const memory = `${sum(({ memoryGiBHours }) => memoryGiBHours)} GiB h of memory`;
  const cpu = `${sum(({ cpuHours }) => cpuHours)} h of CPU`;
  const volumes = `${sum(({ volumeGiBHours }) => volumeGiBHours)} GiB h of volumes`;
  return [memory, cpu, volumes].join(', ');
}
