import { Anchor, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { consolesQuery } from '../../api/unikernel.ts';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';

/** The unikernels of the account that run on a host no more, and whose consoles it still has. */
export function EndedConsoles({ host }: { readonly host: string }) {
  const query = useQuery(consolesQuery(host));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={1} height={24} />}>
      {({ data }) =>
        data.length === 0 ? (
          <Text size="sm">The host has none.</Text>
        ) : (
          <List size="sm">
            {data.map(({ name }) => (
              <List.Item key={name} style={{ overflowWrap: 'anywhere' }}>
                <Anchor component={Link} href={paths.unikernel(host, name)} inherit>
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )
      }
    </QueryView>
  );
}
