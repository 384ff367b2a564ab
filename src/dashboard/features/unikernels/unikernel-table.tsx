import { Table } from '@mantine/core';
import { memo } from 'react';
import type { Schema } from '../../api/schema.ts';
import { ownerOf } from '../../components/owner.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { Digest } from './digest.tsx';
import type { Order, SortKey } from './select-unikernels.ts';
import { SortHeader } from './sort-header.tsx';
import { UnikernelName } from './unikernel-name.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { UpdateMark } from './update-mark.tsx';
import { Uptime } from './uptime.tsx';
import { keyOf, type RunningActions } from './use-running-actions.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a row. */
const rowHeight = 45;
const headerHeight = 56;

interface Column {
  readonly label: string;
  readonly width: string;
  readonly sort?: SortKey;
}

const ownColumns: readonly Column[] = [
  { label: 'Name', width: '26%', sort: 'name' },
  { label: 'Host', width: '16%', sort: 'host' },
  { label: 'State', width: '13%' },
  { label: 'Image', width: '17%' },
  { label: 'Memory', width: '10%', sort: 'memory' },
  { label: 'CPU', width: '8%' },
  { label: 'Uptime', width: '10%', sort: 'startedAt' },
];

/** Whose each is, where they are everybody's. */
const everybodysColumns: readonly Column[] = [
  { label: 'Name', width: '20%', sort: 'name' },
  { label: 'Account', width: '12%' },
  { label: 'Host', width: '12%', sort: 'host' },
  ...ownColumns.slice(2, 6),
  { label: 'Uptime', width: '8%', sort: 'startedAt' },
];

interface UnikernelTableProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  /** null: all are one's own. */
  readonly ownAccount: string | null;
  readonly actions: RunningActions;
  readonly order: Order;
  onOrder(order: Order): void;
}

/** Unikernels in rows, of which only those that can be seen are in the page. */
export function UnikernelTable(props: UnikernelTableProps) {
  const { unikernels, ownAccount, actions, order, onOrder } = props;
  const columns = ownAccount === null ? ownColumns : everybodysColumns;
  const { list, items, before, after } = useWindowRows<HTMLTableSectionElement>(
    unikernels.length,
    rowHeight,
  );
  return (
    <Table
      layout="fixed"
      stickyHeader
      stickyHeaderOffset={headerHeight}
      aria-label="Unikernels"
      aria-rowcount={unikernels.length + 1}
    >
      <Table.Thead>
        <Table.Tr aria-rowindex={1}>
          {columns.map(({ label, width, sort }) => (
            <SortHeader key={label} {...{ label, width, sort, order, onOrder }} />
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody ref={list}>
        <Room height={before} columns={columns.length} />
        {items.map(({ index }) => {
          const unikernel = unikernels[index];
          if (!unikernel) return null;
          const key = keyOf(unikernel);
          return <Row key={key} {...{ unikernel, ownAccount, index }} action={actions[key]} />;
        })}
        <Room height={after} columns={columns.length} />
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly unikernel: Schema['Unikernel'];
  readonly ownAccount: string | null;
  readonly action: RunningActions[string] | undefined;
  readonly index: number;
}

const Row = memo(function Row({ unikernel, ownAccount, action, index }: RowProps) {
  const { host, state, health, digest, memory, cpuids } = unikernel;
  return (
    <tr className={classes.row} style={{ height: rowHeight }} aria-rowindex={index + 2}>
      <td>
        <UnikernelName unikernel={unikernel} ownAccount={ownAccount} />
      </td>
      {ownAccount !== null && <td>{ownerOf(unikernel)}</td>}
      <td>{host}</td>
      <td>
        <UnikernelState state={state} health={health} action={action} />
      </td>
      <td>
        <Digest digest={digest} />
        <UpdateMark update={unikernel.update} />
      </td>
      <td>{formatMebibytes(memory)}</td>
      <td>{cpuids.join(', ')}</td>
      <td>
        <Uptime unikernel={unikernel} />
      </td>
    </tr>
  );
});

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
