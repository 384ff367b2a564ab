import { Box, Group, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ChooseColumns } from './choose-columns.tsx';
import { columnsOf } from './columns.ts';
import { ListFiltersFields } from './list-filters.tsx';
import { type Order, selectUnikernels } from './select-unikernels.ts';
import { UnikernelCards } from './unikernel-cards.tsx';
import { UnikernelTable } from './unikernel-table.tsx';
import { useColumns } from './use-columns.ts';
import { useListFilters } from './use-list-filters.ts';
import { usePicked } from './use-picked.ts';
import { useRunningActions } from './use-running-actions.ts';

const byName: Order = { key: 'name', descending: false };

interface UnikernelListProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  /** Where they are everybody's: whose of them have pages. null: all are one's own. */
  readonly ownAccount: string | null;
}

/** Unikernels, to be filtered and sorted; a table where there is room for one. */
export function UnikernelList({ unikernels, ownAccount }: UnikernelListProps) {
  const [filters, setFilters] = useListFilters();
  const [chosen, setChosen] = useColumns();
  const picked = usePicked();
  const [order, setOrder] = useState<Order>(byName);
  const wanted = useDeferredValue(filters.text);
  const isOwn = ownAccount === null;
  const actions = useRunningActions(!isOwn);
  const columns = useMemo(() => columnsOf(chosen, !isOwn), [chosen, isOwn]);
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const selected = useMemo(
    () => selectUnikernels(unikernels, { ...filters, text: wanted, order }),
    [unikernels, wanted, filters, order],
  );
  return (
    <>
      <Group mb="md" gap="sm" align="flex-end">
        <TextInput
          label="Filter"
          placeholder="Name, host, volume, digest …"
          leftSection={<Icon name="search" size={16} />}
          value={filters.text}
          onChange={({ currentTarget }) => setFilters({ text: currentTarget.value })}
          data-page-search
          autoComplete="off"
          spellCheck={false}
          style={{ flex: '1 1 16rem', minWidth: '12rem' }}
          maw={420}
        />
        <ListFiltersFields unikernels={unikernels} filters={filters} onChange={setFilters} />
        <Text size="sm" c="dimmed" pb={8} role="status">
          {countOf(selected.length, unikernels.length)}
        </Text>
        {isWide && (
          <Box ml="auto">
            <ChooseColumns chosen={chosen} onChange={setChosen} />
          </Box>
        )}
      </Group>
      {isOwn && isWide && <BulkBar unikernels={selected} picked={picked} />}
      {selected.length === 0 && <Text>No unikernel matches the filter.</Text>}
      {selected.length > 0 &&
        (isWide ? (
          <UnikernelTable
            unikernels={selected}
            ownAccount={ownAccount}
            actions={actions}
            columns={columns}
            picked={isOwn ? picked : null}
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
