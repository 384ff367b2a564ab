import { Grid, Stack, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { AttentionList } from './attention-list.tsx';
import { Counts } from './counts.tsx';
import { HostCards } from './host-cards.tsx';
import { RecentChanges } from './recent-changes.tsx';

/** What runs where, whether it is well, and what needs attention. */
export function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <Counts />
            <Part title="Needs attention">
              <AttentionList />
            </Part>
            <Part title="Hosts">
              <HostCards />
            </Part>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Part title="Changed last">
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
