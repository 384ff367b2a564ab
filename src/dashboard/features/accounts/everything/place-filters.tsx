import { Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../../api/hosts.ts';
import { usersQuery } from '../../../api/users.ts';
import type { PlaceFilter } from './use-place-filter.ts';

interface PlaceFiltersProps {
  readonly filter: PlaceFilter;
  onChange(change: Partial<PlaceFilter>): void;
}

/** Chooses an account and a host, or all. */
export function PlaceFilters({ filter, onChange }: PlaceFiltersProps) {
  const accounts = useQuery(usersQuery).data?.data.map(({ name }) => name) ?? [];
  const hosts = useQuery(hostsQuery).data?.data.map(({ name }) => name) ?? [];
  return (
    <Group component="search" aria-label="Filter" mb="md">
      <NativeSelect
        label="Account"
        {...sized}
        data={choices(accounts, filter.account)}
        value={filter.account}
        onChange={(event) => onChange({ account: event.currentTarget.value })}
      />
      <NativeSelect
        label="Host"
        {...sized}
        data={choices(hosts, filter.host)}
        value={filter.host}
        onChange={(event) => onChange({ host: event.currentTarget.value })}
      />
    </Group>
  );
}

/** Side by side where there is room, and then as wide as each other. */
const sized = { flex: '1 1 14rem', maw: 400 } as const;

/** What is chosen is there, be it not known yet. */
function choices(names: readonly string[], chosen: string) {
  const all = new Set([...names, ...(chosen === '' ? [] : [chosen])]);
  return [{ value: '', label: 'All' }, ...all];
}
