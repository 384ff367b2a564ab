import { Paper, SimpleGrid, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { NoHost } from '../../components/no-host.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { HostCard } from './host-card.tsx';

const columns = { base: 1, sm: 2, xl: 3 };

/** The hosts that the account may use. */
export function HostCards() {
  const hosts = useQuery(hostsQuery);
  return (
    <QueryView query={hosts} skeleton={<Waiting />}>
      {({ data }) =>
        data.length === 0 ? (
          <Paper>
            <NoHost />
          </Paper>
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
