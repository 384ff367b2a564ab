import { Anchor, Button, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { accountQuery } from '../../api/session.ts';
import { HostUsage } from '../../components/host-usage.tsx';
import { Icon } from '../../components/icons.tsx';
import { NoHost } from '../../components/no-host.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AddHost } from './add-host.tsx';
import { HostHealth } from './host-health.tsx';
import { MaintenanceNotice } from './maintenance-notice.tsx';
import { PausedAutomation } from './paused-automation.tsx';

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
      {isAdmin && <PausedAutomation />}
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={220} />}>
        {({ data }) => (data.length > 0 ? <HostCards hosts={data} /> : <NoHost />)}
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
            <MaintenanceNotice host={host} />
            <HostHealth host={host} />
            <HostUsage host={host} />
          </Stack>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
