import { memo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { Digest } from './digest.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { Uptime } from './uptime.tsx';
import type { RunningActions } from './use-running-actions.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a card, and of it with the gap below. */
const cardHeight = 104;
const rowHeight = cardHeight + 8;

interface UnikernelCardsProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly actions: RunningActions;
}

/** The same as the table, where that does not fit. */
export function UnikernelCards({ unikernels, actions }: UnikernelCardsProps) {
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
        const key = `${unikernel.host}/${unikernel.name}`;
        return <Card key={key} unikernel={unikernel} action={actions[key]} />;
      })}
    </ul>
  );
}

interface CardProps {
  readonly unikernel: Schema['Unikernel'];
  readonly action: RunningActions[string] | undefined;
}

const Card = memo(function Card({ unikernel, action }: CardProps) {
  const { host, name, state, digest, memory, cpuids } = unikernel;
  return (
    <li className={classes.card} style={{ height: cardHeight }}>
      <Link href={paths.unikernel(host, name)} className={classes.name ?? ''} title={name}>
        {name}
      </Link>
      <UnikernelState state={state} action={action} />
      <span>on {host}</span>
      <span>
        <Uptime unikernel={unikernel} prefix="up " />
      </span>
      <Digest digest={digest} />
      <span>
        {formatMebibytes(memory)}, CPU {cpuids.join(', ')}
      </span>
    </li>
  );
});
