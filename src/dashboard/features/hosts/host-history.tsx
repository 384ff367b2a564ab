import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostHistoryQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { formatExact, formatSpan } from '../../format/times.ts';
import classes from './hosts.module.css';

const days = 7;

/** Outages that are listed; the bar has all. */
const listed = 5;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });

type History = Schema['HostHistory'];
type Span = History['data'][number];

const lasting = ({ from, until }: Pick<Span, 'from' | 'until'>) =>
  Date.parse(until) - Date.parse(from);

/** How a host was over the last days: a bar, and when it was not well. */
export function HostHistory({ host }: { readonly host: string }) {
  const query = useQuery(hostHistoryQuery(host, days));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={24} />}>
      {(history) => <Shown history={history} />}
    </QueryView>
  );
}

function Shown({ history }: { readonly history: History }) {
  const outages = history.data.filter(({ state }) => state === 'degraded').toReversed();
  const whole = Math.max(1, lasting(history));
  const online = percent.format(floorTo4(history.online));
  return (
    <Stack gap="xs">
      <Text size="sm">
        Online for {online} of {formatSpan(whole)}.
      </Text>
      <div className={classes.history} role="img" aria-label={`Online for ${online} of the time`}>
        {history.data.map((span) => (
          <div
            key={span.from}
            data-state={span.state}
            style={{ flexGrow: lasting(span) / whole }}
            title={titleOf(span)}
          />
        ))}
      </div>
      {outages.length > 0 && (
        <ul aria-label="Outages" className={classes.outages}>
          {outages.slice(0, listed).map((span) => (
            <li key={span.from}>{titleOf(span)}</li>
          ))}
        </ul>
      )}
      {outages.length > listed && (
        <Text size="sm" c="dimmed">
          and {outages.length - listed} earlier ones.
        </Text>
      )}
    </Stack>
  );
}

/** Nothing that happened is rounded away. */
const floorTo4 = (share: number) => Math.floor(share * 10_000) / 10_000;

function titleOf(span: Span): string {
  const what =
    span.state === 'online' ? 'Online' : `Degraded${span.reason ? `: ${span.reason}` : ''}`;
  return `${what}, ${formatExact(Date.parse(span.from))}, for ${formatSpan(lasting(span))}`;
}
