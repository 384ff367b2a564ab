/** What a unikernel used in a span of time; whole numbers, so that they can be packed. */
export interface MetricPoint {
  /** Microseconds of CPU time a second. */
  readonly cpu: number;
  /** Octets of its host's memory, at the most. */
  readonly memory: number;
  /** Octets a second. */
  readonly received: number;
  readonly sent: number;
  /** Thousandths of a block a second. */
  readonly blockReads: number;
  readonly blockWrites: number;
  /** CPUs and MiB that it was given; 0: not known. */
  readonly cpus: number;
  readonly memoryLimit: number;
}

/** What it was given. */
export type Given = Pick<MetricPoint, 'cpus' | 'memoryLimit'>;

/** The same of a sample, which does not know what was given. */
export type UsedPoint = Omit<MetricPoint, keyof Given>;

/** By the moment at which their span begins, in seconds since 1970. */
export type Points = ReadonlyMap<number, MetricPoint>;

/** Points of a longer span as one: means of rates, the most memory, and what was given last. */
export function combine(points: readonly MetricPoint[]): MetricPoint | null {
  const last = points.at(-1);
  if (!last) return null;
  const mean = (rate: Exclude<keyof UsedPoint, 'memory'>) =>
    Math.round(points.reduce((sum, point) => sum + point[rate], 0) / points.length);
  return {
    ...last,
    ...{ cpu: mean('cpu'), received: mean('received'), sent: mean('sent') },
    ...{ blockReads: mean('blockReads'), blockWrites: mean('blockWrites') },
    memory: Math.max(...points.map(({ memory }) => memory)),
  };
}
