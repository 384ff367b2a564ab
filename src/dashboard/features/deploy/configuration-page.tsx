import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import { unikernelQuery } from '../../api/unikernel.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { ConfigurationForm } from './configuration-form.tsx';

/** Changes what a unikernel is started with, without a new image. */
export function ConfigurationPage() {
  const { host = '', name = '' } = useParams();
  const hosts = useQuery(hostsQuery);
  const unikernel = useQuery(unikernelQuery({ host, name }));
  const policy = hosts.data?.data.find((each) => each.name === host)?.policy ?? null;
  return (
    <>
      <PageHeader
        title={`Configure ${name}`}
        about={
          <>
            What{' '}
            <Anchor component={Link} href={paths.unikernel(host, name)} inherit underline="always">
              {name} on {host}
            </Anchor>{' '}
            is started with. The image stays the same.
          </>
        }
      />
      <QueryView query={unikernel} skeleton={<RowsSkeleton rows={5} height={60} />}>
        {(current) =>
          current ? (
            <ConfigurationForm unikernel={current} policy={policy} />
          ) : (
            <Text>
              No unikernel {name} is known on {host}.
            </Text>
          )
        }
      </QueryView>
    </>
  );
}
