import { formatNumber, formatOctets } from '../../format/quantities.ts';
import type { ShownPoint } from './usage-series.ts';

/** One line of a chart, a value for each point of time. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** What cannot be exceeded, and what that is in words. */
export interface Ceiling {
  readonly value: number;
  readonly label: string;
}

export interface Chart {
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** One, or two that are told apart. */
  readonly series: readonly Series[];
  readonly ceiling: Ceiling | null;
  /** Whether values are marked in octets' units. */
  readonly isOctets: boolean;
  format(value: number): string;
}

/** What the unikernel was given. */
export interface Given {
  readonly cpus: number;
  /** Octets. */
  readonly memory: number;
}

const percent = (share: number) => `${formatNumber(share * 100)} %`;
const octetsASecond = (octets: number) => `${formatOctets(octets)}/s`;
const blocksASecond = (blocks: number) => `${formatNumber(blocks)}/s`;

/** The charts of what was used: CPU, memory, network, and blocks where the host tells of them. */
export function chartsOf(points: readonly ShownPoint[], given: Given): Chart[] {
  const times = points.map(({ at }) => at);
  const series = (label: string, quantity: Exclude<keyof ShownPoint, 'at'>) => ({
    label,
    values: points.map((point) => point[quantity]),
  });
  const allCpus = given.cpus === 1 ? 'its CPU' : `its ${given.cpus} CPUs`;
  const blocks = [series('read', 'blockReads'), series('written', 'blockWrites')];
  const charts: Chart[] = [
    {
      ...{ label: 'CPU', times, isOctets: false, format: percent },
      series: [series(`of ${allCpus}`, 'cpu')],
      ceiling: { value: 1, label: `100 %: all of ${allCpus}` },
    },
    {
      ...{ label: 'Memory', times, isOctets: true, format: formatOctets },
      series: [series('in use', 'memory')],
      ceiling: { value: given.memory, label: `${formatOctets(given.memory)} assigned` },
    },
    {
      ...{ label: 'Network', times, isOctets: true, format: octetsASecond, ceiling: null },
      series: [series('received', 'received'), series('sent', 'sent')],
    },
  ];
  const hasBlocks = blocks.some(({ values }) =>
    values.some((value) => value !== null && value > 0),
  );
  if (!hasBlocks) return charts;
  const block = { label: 'Blocks', times, isOctets: false, format: blocksASecond, ceiling: null };
  return [...charts, { ...block, series: blocks }];
}
