import { Button, EmptyState, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { everybodysVolumesQuery, volumesQuery } from '../../api/volumes.ts';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SilentHosts } from '../../components/silent-hosts.tsx';
import { useWhose } from '../../components/use-whose.ts';
import { WhoseChoice } from '../../components/whose-choice.tsx';
import { NewVolume } from './new-volume.tsx';
import { VolumeList } from './volume-list.tsx';

/** All volumes of the account, on all hosts; for administrators everybody's. `/volumes?act=new` has the form for another one. */
export function VolumesPage() {
  const whose = useWhose();
  const { everybodys, ownAccount } = whose;
  const query = useQuery(everybodys ? everybodysVolumesQuery : volumesQuery);
  const [params, setParams] = useSearchParams();
  const startNew = () => setParams({ act: 'new' });
  return (
    <>
      <PageHeader
        title="Volumes"
        about="Block devices for unikernels. They keep their content when a unikernel ends."
        actions={
          <>
            <WhoseChoice whose={whose} />
            <Button leftSection={<Icon name="add" />} onClick={startNew}>
              New volume
            </Button>
          </>
        }
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={4} height={44} />}>
        {({ data, errors }) => (
          <>
            <SilentHosts errors={errors} meanwhile="The volumes there are missing below." />
            {data.length > 0 && <VolumeList volumes={data} ownAccount={ownAccount} />}
            {data.length === 0 &&
              errors.length === 0 &&
              (everybodys ? (
                <Text>There are none on any host.</Text>
              ) : (
                <NoVolumes onNew={startNew} />
              ))}
          </>
        )}
      </QueryView>
      {params.get('act') === 'new' && (
        <NewVolume onClose={() => setParams({}, { replace: true })} />
      )}
    </>
  );
}

function NoVolumes({ onNew }: { onNew(): void }) {
  return (
    <EmptyState
      icon={<Icon name="volume" size={32} />}
      title="No volume yet"
      description="Create one for a unikernel that stores data, and fill it from a file."
    >
      <EmptyState.Actions>
        <Button onClick={onNew}>Create a volume</Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
