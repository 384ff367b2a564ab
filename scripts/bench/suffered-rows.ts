import type { LoopDelay } from './loop-watch.ts';
import type { Row } from './row.ts';

const bounds = { delay: 100, memory: 400, deploy: 3 } as const;

/** What the server and another tenant suffered from an attack. */
export interface Suffered {
  /** Milliseconds of a deploy, without the attack and with it. */
  readonly atRest: number;
  readonly meanwhile: number;
  /** Resident memory in MiB. */
  readonly before: number;
  readonly peak: number;
  /** While the attack rested, and while it went on. */
  readonly calm: LoopDelay;
  readonly loop: LoopDelay;
  /** How many answers the attack got, by status. */
  readonly answers: string;
}

/** The rows that say so. */
export function sufferedRows(attack: string, suffered: Suffered): Row[] {
  const { atRest, meanwhile, before, peak, answers } = suffered;
  const { calm, loop } = suffered;
  const { own, all, busy } = loop;
  return [
    {
      what: `one account’s ${attack}: how late the event loop is by itself`,
      figure: `${own.p99.toFixed(0)} ms at the 99th percentile, ${own.max.toFixed(0)} ms at most`,
      against: `${calm.own.p99.toFixed(0)} ms while the attack rests; ${all.p99.toFixed(0)} ms with waiting for a processor; busy for ${(busy * 100).toFixed(0)} % of the time; answers to the attack by status: ${answers}`,
      measured: own.p99,
      unit: 'ms',
      bound: { atMost: bounds.delay },
    },
    {
      what: `one account’s ${attack}: memory of the server`,
      figure: `${peak.toFixed(0)} MiB at its peak`,
      against: `${before.toFixed(0)} MiB before`,
      measured: peak,
      unit: 'MiB',
      bound: { atMost: bounds.memory },
    },
    {
      what: `one account’s ${attack}: another tenant’s deploy`,
      figure: `${meanwhile.toFixed(0)} ms`,
      against: `${atRest.toFixed(0)} ms while the attack rests`,
      measured: meanwhile / atRest,
      bound: { atMost: bounds.deploy },
    },
  ];
}
