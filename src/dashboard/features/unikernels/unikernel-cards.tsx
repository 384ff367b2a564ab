import { Anchor, Group, Paper, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { paths } from '../../paths.ts';
import { Digest } from './digest.tsx';
import { UnikernelState } from './unikernel-state.tsx';
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
    <Paper component="li" h={cardHeight} mb={8} px="md" py="sm">
      <Group justify="space-between" wrap="nowrap" gap="xs" mb={4}>
        <Anchor component={Link} href={paths.unikernel(host, name)} fw={500} truncate>
          {name}
        </Anchor>
        <div style={{ flexShrink: 0 }}>
          <UnikernelState act={act} />
        </div>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs" mb={4}>
        <Text size="sm" c="dimmed" truncate>
          on {host}
        </Text>
        <Text size="sm" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
          up <Uptime startedAt={startedAt} />
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Digest digest={digest} />
        <Text size="sm" c="dimmed" truncate>
          {formatMebibytes(memory)}, CPU {cpuids.join(', ')}
        </Text>
      </Group>
    </Paper>
  );
});
