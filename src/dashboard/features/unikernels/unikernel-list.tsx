import { Group, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { ListFiltersFields } from './list-filters.tsx';
import { type Order, selectUnikernels } from './select-unikernels.ts';
import { UnikernelCards } from './unikernel-cards.tsx';
import { UnikernelTable } from './unikernel-table.tsx';
import { useListFilters } from './use-list-filters.ts';
import { useRunningActions } from './use-running-actions.ts';

const byName: Order = { key: 'name', descending: false };

interface UnikernelListProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  /** Where they are everybody's: whose of them have pages. null: all are one's own. */
  readonly ownAccount: string | null;
}

/** Unikernels, to be filtered and sorted; a table where there is room for one. */
export function UnikernelList({ unikernels, ownAccount }: UnikernelListProps) {
  const [text, setText] = useState('');
  const [filters, setFilters] = useListFilters();
  const [order, setOrder] = useState<Order>(byName);
  const actions = useRunningActions(ownAccount !== null);
  const wanted = useDeferredValue(text);
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const selected = useMemo(
    () => selectUnikernels(unikernels, { text: wanted, ...filters, order }),
    [unikernels, wanted, filters, order],
  );
  return (
    <>
      <Group mb="md" gap="sm" align="flex-end">
        <TextInput
          label="Filter"
          placeholder="Name, host, digest, volume or argument"
          leftSection={<Icon name="search" size={16} />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 16rem' }}
          maw={420}
        />
        <ListFiltersFields unikernels={unikernels} filters={filters} onChange={setFilters} />
        <Text size="sm" c="dimmed" pb={8} role="status">
          {countOf(selected.length, unikernels.length)}
        </Text>
      </Group>
      {selected.length === 0 && <Text>None of them fits the filter.</Text>}
      {selected.length > 0 &&
        (isWide ? (
          <UnikernelTable
            unikernels={selected}
            ownAccount={ownAccount}
            actions={actions}
            order={order}
            onOrder={setOrder}
          />
        ) : (
          <UnikernelCards unikernels={selected} ownAccount={ownAccount} actions={actions} />
        ))}
    </>
  );
}

function countOf(selected: number, all: number): string {
  if (selected < all) return `${formatNumber(selected)} of ${formatNumber(all)}`;
  return all === 1 ? '1 unikernel' : `${formatNumber(all)} unikernels`;
}
