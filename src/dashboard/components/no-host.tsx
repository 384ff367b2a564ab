import { Button, EmptyState } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { hostsQuery } from '../api/hosts.ts';
import { accountQuery } from '../api/session.ts';
import { Icon } from './icons.tsx';
import { paths } from './paths.ts';

const ways = {
  add: {
    title: 'No hosts yet',
    description: 'Add a machine that runs albatross for unikernels to run on.',
    act: { label: 'Add a host', href: `${paths.hosts}?act=add` },
  },
  give: {
    title: 'You have no policy on any host',
    description:
      'A policy sets what an account may use on a host. Your own account needs one, too.',
    act: { label: 'Set policy', href: `${paths.policies}?act=give` },
  },
  ask: {
    title: 'No host is available to you yet',
    description: 'Ask an administrator for a policy on a host. It sets how much you may use there.',
    act: null,
  },
} as const;

/** How to begin where there is no host to be used: by adding one, by giving a policy, by asking. */
export function NoHost() {
  const isAdmin = useQuery(accountQuery).data?.admin ?? false;
  const hasHosts = (useQuery(hostsQuery).data?.data.length ?? 0) > 0;
  const { title, description, act } = ways[isAdmin ? (hasHosts ? 'give' : 'add') : 'ask'];
  return (
    <EmptyState icon={<Icon name="host" size={32} />} title={title} description={description}>
      {act && (
        <EmptyState.Actions>
          <Button component={Link} href={act.href}>
            {act.label}
          </Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  );
}
