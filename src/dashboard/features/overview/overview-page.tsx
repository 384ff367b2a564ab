import { Grid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { hostsQuery } from '../../api/hosts.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { AttentionList } from './attention-list.tsx';
import { Counts } from './counts.tsx';
import { FirstStepsGuide } from './first-steps-guide.tsx';
import { HostCards } from './host-cards.tsx';
import { RecentChanges } from './recent-changes.tsx';

/** What runs where, whether it is well, and what needs attention. */
export function OverviewPage() {
  const unikernels = useQuery(unikernelsQuery).data;
  const hosts = useQuery(hostsQuery).data?.data;
  const isEmpty = unikernels?.data.length === 0 && unikernels.errors.length === 0;
  return (
    <>
      <PageHeader title="Overview" />
      {!isEmpty && <Counts mb="lg" />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            {isEmpty && (
              <Part title="First steps">
                <FirstStepsGuide />
              </Part>
            )}
            <Part title="Needs attention">
              <AttentionList isEmpty={isEmpty} />
            </Part>
            {!(isEmpty && hosts?.length === 0) && (
              <Part title="Hosts">
                <HostCards />
              </Part>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Part title="Recent activity">
            <RecentChanges />
          </Part>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}
