import { memo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { Digest } from './digest.tsx';
import { UnikernelState } from './unikernel-state.tsx';
import classes from './unikernels.module.css';
import { Uptime } from './uptime.tsx';
import type { Acts } from './use-acts.ts';
import { useWindowRows } from './use-window-rows.ts';

/** Pixels of a card, and of it with the gap below. */
const cardHeight = 104;
const rowHeight = cardHeight + 8;

interface UnikernelCardsProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly acts: Acts;
}

/** The same as the table, where that does not fit. */
export function UnikernelCards({ unikernels, acts }: UnikernelCardsProps) {
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
        return <Card key={key} unikernel={unikernel} act={acts[key]} />;
      })}
    </ul>
  );
}

interface CardProps {
  readonly unikernel: Schema['Unikernel'];
  readonly act: Acts[string] | undefined;
}

const Card = memo(function Card({ unikernel, act }: CardProps) {
  const { host, name, digest, memory, cpuids, startedAt } = unikernel;
  return (
    <li className={classes.card} style={{ height: cardHeight }}>
      <Link href={paths.unikernel(host, name)} className={classes.name ?? ''} title={name}>
        {name}
      </Link>
      <UnikernelState act={act} />
      <span>on {host}</span>
      <span>
        up <Uptime startedAt={startedAt} />
      </span>
      <Digest digest={digest} />
      <span>
        {formatMebibytes(memory)}, CPU {cpuids.join(', ')}
      </span>
    </li>
  );
});
