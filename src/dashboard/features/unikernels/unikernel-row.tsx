import { memo } from 'react';
import type { Schema } from '../../api/schema.ts';
import { ownerOf } from '../../components/owner.ts';
import { AskedTime } from './asked-time.tsx';
import type { ColumnName } from './columns.ts';
import { Digest } from './digest.tsx';
import { UnikernelName } from './unikernel-name.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { UpdateMark } from './update-mark.tsx';
import { Uptime } from './uptime.tsx';
import { CpuCell, MemoryCell, usageNow } from './usage-cells.tsx';
import type { RunningActions } from './use-running-actions.ts';

type Unikernel = Schema['Unikernel'];

interface UnikernelRowProps {
  readonly unikernel: Unikernel;
  readonly ownAccount: string | null;
  readonly action: RunningActions[string] | undefined;
  readonly columns: readonly ColumnName[];
  readonly index: number;
  /** Pixels. */
  readonly height: number;
  /** Whether it is among those that something is to be done with. */
  readonly selected: boolean;
  /** Left out: nothing can be done with several. */
  readonly onSelect?: ((unikernel: Unikernel) => void) | undefined;
}

/** A unikernel in a table. */
export const UnikernelRow = memo(function UnikernelRow(props: UnikernelRowProps) {
  const { unikernel, columns, index, height, selected, onSelect } = props;
  const { host, name } = unikernel;
  return (
    <tr className={classes.row} style={{ height }} aria-rowindex={index + 2}>
      {onSelect && (
        <td>
          <input
            type="checkbox"
            className={classes.select}
            aria-label={`Select ${name} on ${host}`}
            checked={selected}
            onChange={() => onSelect(unikernel)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column} title={wholeText(column, unikernel)}>
          {cell(column, props)}
        </td>
      ))}
    </tr>
  );
});

/** The full text of a cell that may be cut off. */
function wholeText(column: ColumnName, unikernel: Unikernel): string | undefined {
  if (column === 'host') return unikernel.host;
  if (column === 'account') return ownerOf(unikernel);
  return column === 'labels' ? labelsOf(unikernel) : undefined;
}

const labelsOf = ({ labels }: Unikernel) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

function cell(column: ColumnName, { unikernel, ownAccount, action }: UnikernelRowProps) {
  switch (column) {
    case 'name':
      return <UnikernelName unikernel={unikernel} ownAccount={ownAccount} />;
    case 'account':
      return ownerOf(unikernel);
    case 'host':
      return unikernel.host;
    case 'state':
      return <UnikernelState unikernel={unikernel} action={action} />;
    case 'image':
      return (
        <>
          <Digest digest={unikernel.digest} />
          <UpdateMark update={unikernel.update} />
        </>
      );
    case 'cpu':
      return <CpuCell usage={usageNow(unikernel)} />;
    case 'memory':
      return <MemoryCell memory={unikernel.memory} usage={usageNow(unikernel)} />;
    case 'asked':
      return <AskedTime at={unikernel.askedAt} />;
    case 'uptime':
      return <Uptime unikernel={unikernel} />;
    case 'cpuids':
      return unikernel.cpuids.join(', ');
    case 'labels':
      return labelsOf(unikernel);
  }
}
