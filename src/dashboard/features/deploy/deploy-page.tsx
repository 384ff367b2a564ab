import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { NoHost } from '../../components/no-host.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { DeployForm } from './deploy-form.tsx';
import { SourceForm } from './source-form.tsx';
import { isUsable } from './usable-host.ts';

/** Deploys a unikernel from an image. */
export function DeployPage() {
  const query = useQuery(hostsQuery);
  return (
    <>
      <PageHeader
        title="Deploy"
        about="Upload an image, or have one fetched. What it needs is read from its manifest."
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={5} height={60} />}>
        {({ data }) => {
          const hosts = data.filter(isUsable);
          return hosts.length > 0 ? (
            <Tabs defaultValue="file" keepMounted={false}>
              <Tabs.List mb="md">
                <Tabs.Tab value="file">Upload a file</Tabs.Tab>
                <Tabs.Tab value="source">Fetch an image</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="file">
                <DeployForm hosts={hosts} />
              </Tabs.Panel>
              <Tabs.Panel value="source">
                <SourceForm hosts={hosts} />
              </Tabs.Panel>
            </Tabs>
          ) : (
            <NoHost />
          );
        }}
      </QueryView>
    </>
  );
}
