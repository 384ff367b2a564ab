import { useQuery } from '@tanstack/react-query';
import { tokenUsesQuery } from '../../api/tokens.ts';
import { formatNumber } from '../../format/quantities.ts';

interface UsesSparklineProps {
  readonly id: string;
  /** In all; the days are asked for again when it has changed. */
  readonly uses: number;
  readonly width: number | string;
  readonly height: number;
}

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A token's uses on each of the last 90 days, as bars and in words. */
export function UsesSparkline({ id, uses, width, height }: UsesSparklineProps) {
  const { data } = useQuery({ ...tokenUsesQuery(id, uses), enabled: uses > 0 });
  const days = data?.data ?? [];
  const max = Math.max(1, ...days.map((each) => each.uses));
  return (
    <svg
      role="img"
      aria-label={inWords(days)}
      width={width}
      height={height}
      viewBox={`0 0 ${Math.max(1, days.length * 4)} 100`}
      preserveAspectRatio="none"
      style={{ display: 'block' }}
    >
      {days.map((each, index) => {
        const size = each.uses === 0 ? 3 : Math.max(12, (each.uses / max) * 100);
        return (
          <rect
            key={each.day}
            x={index * 4}
            y={100 - size}
            width={3}
            height={size}
            fill={each.uses === 0 ? 'var(--mantine-color-dimmed)' : 'var(--mantine-color-anchor)'}
            opacity={each.uses === 0 ? 0.35 : 1}
          />
        );
      })}
    </svg>
  );
}

function inWords(days: readonly { readonly day: string; readonly uses: number }[]): string {
  const sum = days.reduce((total, each) => total + each.uses, 0);
  if (sum === 0) return 'Not used in the last 90 days';
  const top = days.reduce((best, each) => (each.uses > best.uses ? each : best));
  const peak = `most on ${day.format(Date.parse(top.day))}: ${formatNumber(top.uses)}`;
  return `${formatNumber(sum)} uses in the last 90 days, ${peak}`;
}
