import { Anchor, EmptyState, Paper, SimpleGrid, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import { accountQuery } from '../../api/session.ts';
import { Icon } from '../../components/icons.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { paths } from '../../paths.ts';
import { HostCard } from './host-card.tsx';

const columns = { base: 1, sm: 2, xl: 3 };

/** The hosts that the account may use. */
export function HostCards() {
  const hosts = useQuery(hostsQuery);
  return (
    <QueryView query={hosts} skeleton={<Waiting />}>
      {({ data }) =>
        data.length === 0 ? (
          <NoHosts />
        ) : (
          <SimpleGrid cols={columns}>
            {data.map((host) => (
              <HostCard key={host.name} host={host} />
            ))}
          </SimpleGrid>
        )
      }
    </QueryView>
  );
}

function Waiting() {
  return (
    <SimpleGrid cols={columns}>
      <Skeleton height={232} radius="md" />
    </SimpleGrid>
  );
}

/** How to begin: an administrator adds a host, everybody else has to ask for a policy. */
function NoHosts() {
  const admin = useQuery(accountQuery).data?.admin ?? false;
  return (
    <Paper>
      <EmptyState
        icon={<Icon name="host" size={32} />}
        title={admin ? 'There is no host yet' : 'There is no host for you yet'}
        description={
          admin
            ? 'A host is a machine that runs albatross. Unikernels run there.'
            : 'Ask an administrator for a policy on a host: it says how much you may use there.'
        }
      >
        {admin && (
          <EmptyState.Actions>
            <Anchor component={Link} href={paths.hosts} underline="always">
              Add a host
            </Anchor>
          </EmptyState.Actions>
        )}
      </EmptyState>
    </Paper>
  );
}
