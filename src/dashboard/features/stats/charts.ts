import { formatNumber, formatOctets } from '../../format/quantities.ts';
import type { UsagePoint } from './usage-history.ts';

/** One line of a chart, a value for each point of time. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** One, or two that are told apart. */
  readonly series: readonly Series[];
  format(value: number): string;
}

const percent = (share: number) => `${formatNumber(share * 100)} %`;
const octetsASecond = (octets: number) => `${formatOctets(octets)}/s`;

/** The charts of a history: CPU, memory, and one for each network device. */
export function chartsOf(history: readonly UsagePoint[]): Chart[] {
  const times = history.map(({ at }) => at);
  const names = new Set(history.flatMap(({ networks }) => networks.map(({ name }) => name)));
  const cpu = { label: 'of one CPU', values: history.map((point) => point.cpu) };
  const memory = { label: 'in use', values: history.map((point) => point.memory) };
  return [
    { label: 'CPU', times, series: [cpu], format: percent },
    { label: 'Memory', times, series: [memory], format: formatOctets },
    ...[...names].map((name) => ({
      label: `Network ${name}`,
      times,
      series: networkSeries(history, name),
      format: octetsASecond,
    })),
  ];
}

function networkSeries(history: readonly UsagePoint[], name: string): Series[] {
  const rates = history.map(({ networks }) => networks.find((network) => network.name === name));
  return [
    { label: 'received', values: rates.map((rate) => rate?.received ?? null) },
    { label: 'sent', values: rates.map((rate) => rate?.sent ?? null) },
  ];
}
