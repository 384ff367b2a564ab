import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import { type UnikernelPlace, unikernelQuery } from '../../api/unikernel.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { UpdateForm } from './update-form.tsx';

/** Gives a running unikernel a new image. */
export function UpdatePage() {
  const { host = '', name = '' } = useParams();
  const hosts = useQuery(hostsQuery);
  const unikernel = useQuery(unikernelQuery({ host, name }));
  const policy = hosts.data?.data.find((each) => each.name === host)?.policy;
  return (
    <>
      <PageHeader
        title={`Update ${name}`}
        about={
          <>
            A new image for{' '}
            <Anchor component={Link} href={paths.unikernel(host, name)} inherit underline="always">
              {name} on {host}
            </Anchor>
            . Whatever you do not change stays as it is.
          </>
        }
      />
      <QueryView query={unikernel} skeleton={<RowsSkeleton rows={4} height={60} />}>
        {(current) =>
          current ? (
            <UpdateForm current={current} bridges={policy?.bridges ?? []} />
          ) : (
            <NotRunning host={host} name={name} />
          )
        }
      </QueryView>
    </>
  );
}

function NotRunning({ host, name }: UnikernelPlace) {
  return (
    <Text>
      No unikernel {name} runs on {host}, so there is nothing to update.{' '}
      <Anchor component={Link} href={paths.deploy} underline="always">
        Deploy it
      </Anchor>{' '}
      instead.
    </Text>
  );
}
