import { Anchor, Button, EmptyState, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { accountQuery } from '../../api/session.ts';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { paths } from '../../paths.ts';
import { AddHost } from './add-host.tsx';
import { HostHealth } from './host-health.tsx';
import { HostUsage } from './host-usage.tsx';

/** The hosts that the account may use, an administrator's are all. `/hosts?act=add` adds one. */
export function HostsPage() {
  const query = useQuery(hostsQuery);
  const isAdmin = useQuery(accountQuery).data?.admin ?? false;
  const [params, setParams] = useSearchParams();
  const add = isAdmin && (
    <Button leftSection={<Icon name="add" />} onClick={() => setParams({ act: 'add' })}>
      Add a host
    </Button>
  );
  return (
    <>
      <PageHeader title="Hosts" about="The machines that unikernels run on." actions={add} />
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={220} />}>
        {({ data }) => (data.length > 0 ? <HostCards hosts={data} /> : <NoHosts admin={isAdmin} />)}
      </QueryView>
      {isAdmin && params.get('act') === 'add' && (
        <AddHost onClose={() => setParams({}, { replace: true })} />
      )}
    </>
  );
}

function HostCards({ hosts }: { readonly hosts: readonly Schema['Host'][] }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
      {hosts.map((host) => (
        <Paper component="article" key={host.name}>
          <Stack gap="sm">
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
              <Anchor component={Link} href={paths.host(host.name)} fz="inherit" fw="inherit">
                {host.name}
              </Anchor>
            </Title>
            <HostHealth host={host} />
            <HostUsage host={host} />
          </Stack>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function NoHosts({ admin }: { readonly admin: boolean }) {
  return (
    <EmptyState
      icon={<Icon name="host" size={32} />}
      title={admin ? 'There is no host yet' : 'There is no host for you yet'}
      description={
        admin
          ? 'Add a machine that runs albatross; its CA’s certificate and key are needed for that.'
          : 'Ask an administrator for a policy on a host: it says how much you may use there.'
      }
    />
  );
}
