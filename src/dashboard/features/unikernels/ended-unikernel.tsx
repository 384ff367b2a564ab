import { Alert, Anchor, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import {
  consolesQuery,
  type UnikernelPlace,
  unikernelDeploymentsQuery,
} from '../../api/unikernel.ts';
import { Icon } from '../../components/icons.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { ConsolePanel } from '../console/console-panel.tsx';
import { useConsole } from '../console/use-console.ts';
import { DeploymentList } from './deployment-list.tsx';
import { DeploymentNotice } from './deployment-notice.tsx';

/** What is left of a unikernel that does not run: its console and its deployments. */
export function EndedUnikernel(place: UnikernelPlace) {
  const query = useQuery(unikernelDeploymentsQuery(place));
  const consoles = useQuery(consolesQuery(place.host));
  const hasConsole = consoles.data?.data.some(({ name }) => name === place.name) ?? false;
  return (
    <QueryView query={query} skeleton={<Skeleton height={220} />}>
      {({ data }) => {
        const isBegun = data[0]?.finishedAt === null;
        if (data.length > 0 || hasConsole) return <Remains {...place} isBegun={isBegun} />;
        return consoles.isPending ? <Skeleton height={220} /> : <NeverThere {...place} />;
      }}
    </QueryView>
  );
}

interface RemainsProps extends UnikernelPlace {
  /** Whether it is being deployed now. */
  readonly isBegun: boolean;
}

function Remains({ host, name, isBegun }: RemainsProps) {
  const followed = useConsole(host, name);
  return (
    <Stack gap="lg">
      {isBegun ? <DeploymentNotice host={host} name={name} /> : <Ended />}
      <ConsolePanel place={{ host, name }} followed={followed} />
      <DeploymentList host={host} name={name} />
    </Stack>
  );
}

function Ended() {
  return (
    <Alert color="yellow" title="Not running" icon={<Icon name="attention" />} role="status">
      It was destroyed, or it exited and its host did not restart it. Its console output is below
      for as long as it is kept. If it should run,{' '}
      <Anchor component={Link} href={paths.deploy} inherit c="inherit" underline="always">
        deploy it again
      </Anchor>
      .
    </Alert>
  );
}

function NeverThere({ host, name }: UnikernelPlace) {
  return (
    <NotFound
      icon="unikernel"
      title="There is no such unikernel"
      description={`Nothing named ${name} runs on ${host}, and nothing was deployed there under that name.`}
      all={{ label: 'All unikernels', href: paths.unikernels }}
    />
  );
}
