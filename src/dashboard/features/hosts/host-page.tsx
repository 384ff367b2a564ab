import { Anchor, Group, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { hostQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { HostUsage } from '../../components/host-usage.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RecentEvents } from '../../components/recent-events.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { Subtitle } from '../../components/subtitle.tsx';
import { CheckHost } from './check-host.tsx';
import { CollectMetrics } from './collect-metrics.tsx';
import { EndedConsoles } from './ended-consoles.tsx';
import { HostActions } from './host-actions.tsx';
import { HostCapacity } from './host-capacity.tsx';
import { HostConnection } from './host-connection.tsx';
import { HostErrors } from './host-errors.tsx';
import { HostHealth } from './host-health.tsx';
import { HostHistory } from './host-history.tsx';
import { HostNotes } from './host-notes.tsx';
import { HostUnikernels } from './host-unikernels.tsx';
import { MaintenanceNotice } from './maintenance-notice.tsx';
import { NewKeys } from './new-keys.tsx';
import { RecoverHost } from './recover-host.tsx';

/** One host: how it is, what is used; for administrators also how it is reached, and its errors. */
export function HostPage() {
  const { host: name = '' } = useParams();
  const query = useQuery(hostQuery(name));
  const isAdmin = query.data?.address !== undefined;
  return (
    <>
      <PageHeader
        title={name}
        about={<Subtitle what="A host" all={{ label: 'All hosts', href: paths.hosts }} />}
        actions={query.data && isAdmin && <HostActions host={query.data} />}
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={140} />}>
        {(host) => (host ? <Parts host={host} isAdmin={isAdmin} /> : <NotThere name={name} />)}
      </QueryView>
    </>
  );
}

function Parts({ host, isAdmin }: { readonly host: Schema['Host']; readonly isAdmin: boolean }) {
  return (
    <Stack>
      <MaintenanceNotice host={host} isAdmin={isAdmin} />
      <NewKeys host={host} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title="State">
          <Stack align="flex-start">
            <HostHealth host={host} />
            {isAdmin && (
              <Group gap="sm" align="flex-start">
                <Stack gap="xs" align="flex-start">
                  <CheckHost host={host} />
                </Stack>
                <Stack gap="xs" align="flex-start">
                  <RecoverHost host={host.name} />
                </Stack>
              </Group>
            )}
          </Stack>
        </Section>
        <Section title="Your policy">
          <HostUsage host={host} />
        </Section>
        {isAdmin && (
          <Section title="The last 7 days">
            <HostHistory host={host.name} />
          </Section>
        )}
        {isAdmin && (
          <Section title="Recent errors">
            <HostErrors errors={host.errors ?? []} />
          </Section>
        )}
        {isAdmin && (
          <Section title="Connection">
            <HostConnection host={host} />
          </Section>
        )}
        {isAdmin && (
          <Section title="Notes">
            <HostNotes host={host} />
          </Section>
        )}
        {isAdmin && (
          <Section title="Metrics">
            <CollectMetrics host={host} />
          </Section>
        )}
        {host.policy && (
          <Section title="Consoles of ended unikernels">
            <EndedConsoles host={host.name} />
          </Section>
        )}
      </SimpleGrid>
      {isAdmin && (
        <Section title="Capacity and policies">
          <HostCapacity host={host.name} />
          <Anchor
            component={Link}
            href={`${paths.policies}?host=${host.name}`}
            underline="always"
            size="sm"
          >
            Set or change policies
          </Anchor>
        </Section>
      )}
      <Section title="Recent events">
        <RecentEvents filter={eventsOf(host.name, isAdmin)} />
      </Section>
      {isAdmin && (
        <Section title="Unikernels by account">
          <HostUnikernels host={host.name} />
        </Section>
      )}
    </Stack>
  );
}

/** Those of the host itself are for administrators, with everybody's. */
const eventsOf = (host: string, isAdmin: boolean) => ({
  object: `hosts/${host}`,
  ...(isAdmin && { account: '*' }),
});

function NotThere({ name }: { readonly name: string }) {
  return (
    <NotFound
      icon="host"
      title="There is no such host"
      description={`No host is named ${name}. It may have been removed.`}
      all={{ label: 'All hosts', href: paths.hosts }}
    />
  );
}
