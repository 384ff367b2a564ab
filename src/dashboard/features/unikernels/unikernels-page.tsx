import { Button, EmptyState, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { everybodysUnikernelsQuery, unikernelsQuery } from '../../api/unikernels.ts';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SilentHosts } from '../../components/silent-hosts.tsx';
import { useWhose, type Whose } from '../../components/use-whose.ts';
import { WhoseChoice } from '../../components/whose-choice.tsx';
import { UnikernelList } from './unikernel-list.tsx';

/** All unikernels of the account, on all hosts; for administrators everybody's, where they ask for them. */
export function UnikernelsPage() {
  const whose = useWhose();
  const { everybodys, ownAccount } = whose;
  const query = useQuery(everybodys ? everybodysUnikernelsQuery : unikernelsQuery);
  return (
    <>
      <PageHeader
        title="Unikernels"
        about={everybodys ? 'Those of all accounts, on all hosts.' : 'Yours, on all hosts.'}
        actions={<Actions whose={whose} />}
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={8} height={44} />}>
        {({ data, errors }) => (
          <>
            <SilentHosts
              errors={errors}
              meanwhile="The unikernels there are shown as they were last seen."
            />
            {data.length > 0 && <UnikernelList unikernels={data} ownAccount={ownAccount} />}
            {data.length === 0 &&
              errors.length === 0 &&
              (everybodys ? <Text>There are none on any host.</Text> : <NoUnikernels />)}
          </>
        )}
      </QueryView>
    </>
  );
}

function Actions({ whose }: { readonly whose: Whose }) {
  return (
    <>
      <WhoseChoice whose={whose} />
      <ToDeploy />
    </>
  );
}

function ToDeploy() {
  return (
    <Button component={Link} href={paths.deploy} leftSection={<Icon name="deploy" />}>
      Deploy
    </Button>
  );
}

function NoUnikernels() {
  return (
    <EmptyState
      icon={<Icon name="unikernel" size={32} />}
      title="No unikernel runs yet"
      description="Deploy an image built by mirage, here or from a pipeline."
    >
      <EmptyState.Actions>
        <ToDeploy />
      </EmptyState.Actions>
    </EmptyState>
  );
}
