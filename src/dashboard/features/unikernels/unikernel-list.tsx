import { Group, MultiSelect, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { type Order, selectUnikernels } from './select-unikernels.ts';
import { UnikernelCards } from './unikernel-cards.tsx';
import { UnikernelTable } from './unikernel-table.tsx';
import { useRunningActions } from './use-running-actions.ts';

const byName: Order = { key: 'name', descending: false };

/** Unikernels, to be filtered and sorted; a table where there is room for one. */
export function UnikernelList({
  unikernels,
}: {
  readonly unikernels: readonly Schema['Unikernel'][];
}) {
  const [text, setText] = useState('');
  const [hosts, setHosts] = useState<string[]>([]);
  const [order, setOrder] = useState<Order>(byName);
  const actions = useRunningActions();
  const wanted = useDeferredValue(text);
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const allHosts = useMemo(
    () => [...new Set(unikernels.map(({ host }) => host))].sort(),
    [unikernels],
  );
  const selected = useMemo(
    () => selectUnikernels(unikernels, { text: wanted, hosts, order }),
    [unikernels, wanted, hosts, order],
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
        {allHosts.length > 1 && (
          <MultiSelect
            label="Hosts"
            placeholder={hosts.length === 0 ? 'All' : ''}
            data={allHosts}
            value={hosts}
            onChange={setHosts}
            clearable
            style={{ flex: '1 1 12rem' }}
            maw={360}
          />
        )}
        <Text size="sm" c="dimmed" pb={8} role="status">
          {countOf(selected.length, unikernels.length)}
        </Text>
      </Group>
      {selected.length === 0 && <Text>None of them fits the filter.</Text>}
      {selected.length > 0 &&
        (isWide ? (
          <UnikernelTable
            unikernels={selected}
            actions={actions}
            order={order}
            onOrder={setOrder}
          />
        ) : (
          <UnikernelCards unikernels={selected} actions={actions} />
        ))}
    </>
  );
}

function countOf(selected: number, all: number): string {
  if (selected < all) return `${formatNumber(selected)} of ${formatNumber(all)}`;
  return all === 1 ? '1 unikernel' : `${formatNumber(all)} unikernels`;
}
