/** Where an axis of values is marked. */
export interface ValueAxis {
  /** From 0 up, the last one being where the axis ends. */
  readonly ticks: readonly number[];
  readonly top: number;
}

const decimal = [1, 2, 5, 10];
const binary = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/**
 * An axis from 0 to `max` at least, marked at round values: of thousands, or of octets; at 0 alone where
 * there is no more.
 */
export function valueAxis(max: number, isOctets: boolean): ValueAxis {
  if (!(max > 0)) return { ticks: [0], top: 1 };
  const rough = max / 4;
  const [base, round] = isOctets ? [1024, binary] : [10, decimal];
  const unit = base ** Math.floor(Math.log(rough) / Math.log(base));
  const step = unit * (round.find((each) => each * unit >= rough * 0.999_999) ?? base);
  const count = Math.ceil((max / step) * 0.999_999);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { ticks, top: count * step };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, day, 2 * day, 7 * day];

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A moment at which an axis of time is marked; milliseconds since 1970. */
export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

/** Round times of the reader's zone between two moments: eight at the most. */
export function timeTicks(start: number, end: number): TimeTick[] {
  const step = steps.find((each) => (end - start) / each <= 7.5) ?? 7 * day;
  const format = step >= day ? date : clockTime;
  const midnight = new Date(start).setHours(0, 0, 0, 0);
  const first = midnight + Math.ceil((start - midnight) / step) * step;
  const count = Math.max(0, Math.floor((end - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * step;
    return { at, label: format.format(at) };
  });
}
