import { Table } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { Digest } from './digest.tsx';
import type { Order, SortKey } from './select-unikernels.ts';
import { SortHeader } from './sort-header.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { Uptime } from './uptime.tsx';
import type { RunningActions } from './use-running-actions.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a row. */
const rowHeight = 45;
const headerHeight = 56;

interface Column {
  readonly label: string;
  readonly width: string;
  readonly sort?: SortKey;
}

const columns: readonly Column[] = [
  { label: 'Name', width: '26%', sort: 'name' },
  { label: 'Host', width: '16%', sort: 'host' },
  { label: 'State', width: '13%' },
  { label: 'Image', width: '17%' },
  { label: 'Memory', width: '10%', sort: 'memory' },
  { label: 'CPU', width: '8%' },
  { label: 'Uptime', width: '10%', sort: 'startedAt' },
];

interface UnikernelTableProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly actions: RunningActions;
  readonly order: Order;
  onOrder(order: Order): void;
}

/** Unikernels in rows, of which only those that can be seen are in the page. */
export function UnikernelTable({ unikernels, actions, order, onOrder }: UnikernelTableProps) {
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
        <Room height={before} />
        {items.map(({ index }) => {
          const unikernel = unikernels[index];
          if (!unikernel) return null;
          const key = `${unikernel.host}/${unikernel.name}`;
          return <Row key={key} unikernel={unikernel} action={actions[key]} index={index} />;
        })}
        <Room height={after} />
      </Table.Tbody>
    </Table>
  );
}

interface RowProps {
  readonly unikernel: Schema['Unikernel'];
  readonly action: RunningActions[string] | undefined;
  readonly index: number;
}

const Row = memo(function Row({ unikernel, action, index }: RowProps) {
  const { host, name, state, digest, memory, cpuids } = unikernel;
  return (
    <tr className={classes.row} style={{ height: rowHeight }} aria-rowindex={index + 2}>
      <td>
        <Link href={paths.unikernel(host, name)} className={classes.name ?? ''} title={name}>
          {name}
        </Link>
      </td>
      <td>{host}</td>
      <td>
        <UnikernelState state={state} action={action} />
      </td>
      <td>
        <Digest digest={digest} />
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
function Room({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: there is nothing in it
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns.length} style={{ padding: 0 }} />
    </tr>
  );
}
