import { List, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { counted, type Nouns } from '../../format/counted.ts';
import { holdingNouns } from '../../format/holding-nouns.ts';
import { NotKnownOn } from './not-known-on.tsx';

type Holdings = Schema['Holdings'];

/** What becomes of all that an account has, before it is deleted. */
export function HoldingsPreview({ query }: { readonly query: UseQueryResult<Holdings> }) {
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={24} />}>
      {({ counts, unikernels, volumes, errors }) => (
        <Stack gap={4}>
          <Text size="sm">{endsWithIt(counts)}</Text>
          <Text size="sm">{describeHosts(unikernels.length + volumes.length, errors.length)}</Text>
          <List size="sm">
            {unikernels.map(({ host, name }) => (
              <List.Item key={`${host}/${name}`}>
                {name} on {host}
              </List.Item>
            ))}
            {volumes.map(({ host, name, size }) => (
              <List.Item key={`${host}/${name}`}>
                volume {name} on {host} ({size} MiB), which is kept
              </List.Item>
            ))}
          </List>
          <NotKnownOn errors={errors} />
          {errors.length > 0 && (
            <Text size="sm">
              If you delete the account anyway, its unikernels there keep running and its volumes
              are kept.
            </Text>
          )}
        </Stack>
      )}
    </QueryView>
  );
}

function describeHosts(things: number, silent: number): string {
  if (silent === 0) return things === 0 ? 'It has nothing on hosts.' : 'What it has on hosts:';
  return things === 0
    ? 'It has nothing on the hosts that answer.'
    : 'What it has on hosts, as far as is known:';
}

const all = new Intl.ListFormat('en');

const nouns = {
  tokens: ['token', 'tokens'],
  trusts: ['trust', 'trusts'],
  secrets: ['secret', 'secrets'],
  externalCredentials: ['external credential', 'external credentials'],
  channels: ['notification channel', 'notification channels'],
  emailLinks: ['link that proves an address', 'links that prove an address'],
  ...holdingNouns,
} as const satisfies Record<keyof Holdings['counts'], Nouns>;

function endsWithIt(counts: Holdings['counts']): string {
  const parts = counted(counts, nouns);
  return parts.length === 0
    ? 'Nothing else is deleted with it.'
    : `Deleted with it: ${all.format(parts)}.`;
}
