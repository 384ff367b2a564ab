import { Anchor, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { Link, useParams } from 'wouter';
import { hostQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { paths } from '../../paths.ts';
import { CheckHost } from './check-host.tsx';
import { HostActions } from './host-actions.tsx';
import { HostErrors } from './host-errors.tsx';
import { HostHealth } from './host-health.tsx';
import { HostUsage } from './host-usage.tsx';
import { HostWay } from './host-way.tsx';
import { NewKeys } from './new-keys.tsx';

/** One host: how it is, what is used; for administrators also how it is reached, and its errors. */
export function HostPage() {
  const { host: name = '' } = useParams();
  const query = useQuery(hostQuery(name));
  const isAdmin = query.data?.address !== undefined;
  return (
    <>
      <PageHeader
        title={name}
        about={
          <>
            A{' '}
            <Anchor component={Link} href={paths.hosts} underline="always">
              host
            </Anchor>
          </>
        }
        actions={query.data && isAdmin && <HostActions host={query.data} />}
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={140} />}>
        {(host) => <Parts host={host} isAdmin={isAdmin} />}
      </QueryView>
    </>
  );
}

function Parts({ host, isAdmin }: { readonly host: Schema['Host']; readonly isAdmin: boolean }) {
  return (
    <Stack>
      <NewKeys host={host} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Part title="State">
          <Stack align="flex-start">
            <HostHealth host={host} />
            {isAdmin && <CheckHost host={host} />}
          </Stack>
        </Part>
        <Part title="Your policy">
          <HostUsage host={host} />
        </Part>
        {isAdmin && (
          <Part title="Last errors">
            <HostErrors errors={host.errors ?? []} />
          </Part>
        )}
        {isAdmin && (
          <Part title="How it is reached">
            <HostWay host={host} />
          </Part>
        )}
      </SimpleGrid>
      {isAdmin && (
        <Anchor component={Link} href={`${paths.policies}?host=${host.name}`} underline="always">
          What is given on it, and to whom
        </Anchor>
      )}
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}
