import { memo } from 'react';
import type { Schema } from '../../api/schema.ts';
import { ownerOf } from '../../components/owner.ts';
import { UnikernelName } from './unikernel-name.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { UpdateMark } from './update-mark.tsx';
import { Uptime } from './uptime.tsx';
import { CpuCell, MemoryCell, usageNow } from './usage-cells.tsx';
import { keyOf, type RunningActions } from './use-running-actions.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a card, and of it with the gap below. */
const cardHeight = 104;
const rowHeight = cardHeight + 8;

interface UnikernelCardsProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  /** null: all are one's own. */
  readonly ownAccount: string | null;
  readonly actions: RunningActions;
}

/** The same as the table, where that does not fit. */
export function UnikernelCards({ unikernels, ownAccount, actions }: UnikernelCardsProps) {
  const { list, items, before, after } = useWindowRows<HTMLUListElement>(
    unikernels.length,
    rowHeight,
  );
  return (
    <ul
      ref={list}
      aria-label="Unikernels"
      style={{ margin: 0, padding: 0, listStyle: 'none', paddingTop: before, paddingBottom: after }}
    >
      {items.map(({ index }) => {
        const unikernel = unikernels[index];
        if (!unikernel) return null;
        const key = keyOf(unikernel);
        return <Card key={key} {...{ unikernel, ownAccount }} action={actions[key]} />;
      })}
    </ul>
  );
}

interface CardProps {
  readonly unikernel: Schema['Unikernel'];
  readonly ownAccount: string | null;
  readonly action: RunningActions[string] | undefined;
}

const Card = memo(function Card({ unikernel, ownAccount, action }: CardProps) {
  const { host, memory } = unikernel;
  const usage = usageNow(unikernel);
  const whereabouts = `on ${host}${ownAccount === null ? '' : `, ${ownerOf(unikernel)}’s`}`;
  return (
    <li className={classes.card} style={{ height: cardHeight }}>
      <UnikernelName unikernel={unikernel} ownAccount={ownAccount} />
      <UnikernelState unikernel={unikernel} action={action} />
      <span title={whereabouts}>{whereabouts}</span>
      <span>
        <Uptime unikernel={unikernel} prefix="up " />
      </span>
      <span>
        CPU&ensp;
        <CpuCell usage={usage} />
        <UpdateMark update={unikernel.update} />
      </span>
      <span>
        <MemoryCell {...{ memory, usage }} />
      </span>
    </li>
  );
});
