import { List, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { NotKnownOn } from './not-known-on.tsx';

interface Domain {
  readonly data: readonly { readonly host: string; readonly name: string }[];
  readonly errors: readonly { readonly host: string; readonly detail: string }[];
}

/** What an account has running, before it is ended. */
export function DomainPreview({ query }: { readonly query: UseQueryResult<Domain> }) {
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={1} height={24} />}>
      {({ data, errors }) => (
        <Stack gap={4}>
          <Text size="sm">
            {data.length === 0 ? 'It has no unikernels running.' : 'Its running unikernels:'}
          </Text>
          <List size="sm">
            {data.map(({ host, name }) => (
              <List.Item key={`${host}/${name}`}>
                {name} on {host}
              </List.Item>
            ))}
          </List>
          <NotKnownOn errors={errors} />
        </Stack>
      )}
    </QueryView>
  );
}
