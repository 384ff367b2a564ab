import { Group, Table, UnstyledButton } from '@mantine/core';
import { Icon } from '../../components/icons.tsx';
import type { Order, SortKey } from './select-unikernels.ts';

interface SortHeaderProps {
  readonly label: string;
  readonly width: string;
  /** Without one the column cannot be sorted by. */
  readonly sort: SortKey | undefined;
  readonly order: Order;
  onOrder(order: Order): void;
}

/** The head of a column; it sorts by it, and the other way around the second time. */
export function SortHeader({ label, width, sort, order, onOrder }: SortHeaderProps) {
  if (!sort) return <Table.Th w={width}>{label}</Table.Th>;
  const isSorted = order.key === sort;
  const change = () => onOrder({ key: sort, descending: isSorted && !order.descending });
  // What has started last has run for the shortest time.
  const isAscending = order.descending === (sort === 'startedAt' || sort === 'askedAt');
  return (
    <Table.Th w={width} aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton onClick={change} fz="inherit" fw="inherit">
        <Group gap={4} wrap="nowrap">
          {label}
          <span style={{ visibility: isSorted ? 'visible' : 'hidden', display: 'inline-flex' }}>
            <Icon name={isAscending ? 'up' : 'down'} size={14} />
          </span>
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
