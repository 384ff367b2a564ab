import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { NoHost } from '../../components/no-host.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { DeployForm } from './deploy-form.tsx';
import { isUsable } from './usable-host.ts';

/** Deploys a unikernel from an image. */
export function DeployPage() {
  const query = useQuery(hostsQuery);
  return (
    <>
      <PageHeader
        title="Deploy"
        about="Drop an image: what it needs is read from it, and asked for here."
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={5} height={60} />}>
        {({ data }) => {
          const hosts = data.filter(isUsable);
          return hosts.length > 0 ? <DeployForm hosts={hosts} /> : <NoHost />;
        }}
      </QueryView>
    </>
  );
}
