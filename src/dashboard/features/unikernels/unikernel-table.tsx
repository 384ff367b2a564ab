import { Table } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { type ColumnName, columns as known } from './columns.ts';
import type { Order } from './select-unikernels.ts';
import { SortHeader } from './sort-header.tsx';
import { UnikernelRow } from './unikernel-row.tsx';
import classes from './unikernels.module.css';
import type { Picked } from './use-picked.ts';
import { keyOf, type RunningActions } from './use-running-actions.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a row. */
const rowHeight = 45;
const headerHeight = 56;

interface UnikernelTableProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  /** null: all are one's own. */
  readonly ownAccount: string | null;
  readonly actions: RunningActions;
  readonly columns: readonly ColumnName[];
  /** Those that something is to be done with; null: nothing can be done with several. */
  readonly picked: Picked | null;
  readonly order: Order;
  onOrder(order: Order): void;
}

/** Unikernels in rows, of which only those that can be seen are in the page. */
export function UnikernelTable(props: UnikernelTableProps) {
  const { unikernels, ownAccount, actions, columns, picked, order, onOrder } = props;
  const { list, items, before, after } = useWindowRows<HTMLTableSectionElement>(
    unikernels.length,
    rowHeight,
  );
  const whole = columns.reduce((sum, name) => sum + known[name].weight, 0);
  const widthOf = (name: ColumnName) => `${(known[name].weight / whole) * 100}%`;
  return (
    <Table
      layout="fixed"
      horizontalSpacing="0.5rem"
      stickyHeader
      stickyHeaderOffset={headerHeight}
      aria-label="Unikernels"
      aria-rowcount={unikernels.length + 1}
    >
      <Table.Thead>
        <Table.Tr aria-rowindex={1}>
          {picked && (
            <Table.Th w={36}>
              <input
                type="checkbox"
                className={classes.select}
                aria-label="Select all"
                checked={picked.isWhole(unikernels)}
                onChange={() => picked.toggleAll(unikernels)}
              />
            </Table.Th>
          )}
          {columns.map((name) => (
            <SortHeader
              key={name}
              {...{ label: known[name].label, sort: known[name].sort, order, onOrder }}
              width={widthOf(name)}
            />
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody ref={list}>
        <Room height={before} columns={columns.length + (picked ? 1 : 0)} />
        {items.map(({ index }) => {
          const unikernel = unikernels[index];
          if (!unikernel) return null;
          const key = keyOf(unikernel);
          return (
            <UnikernelRow
              key={key}
              {...{ unikernel, ownAccount, index, columns, height: rowHeight }}
              action={actions[key]}
              selected={picked?.keys.has(key) ?? false}
              onSelect={picked?.toggle}
            />
          );
        })}
        <Room height={after} columns={columns.length + (picked ? 1 : 0)} />
      </Table.Tbody>
    </Table>
  );
}

/** Stands for rows that cannot be seen. */
function Room({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: there is nothing in it
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns} style={{ padding: 0 }} />
    </tr>
  );
}
