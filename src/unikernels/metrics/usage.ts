import type { InterfaceCounters, StatsSample, Timeval } from '../../albatross/stats.ts';

/** What a unikernel has used since it was started, as of one moment. */
export interface Usage {
  /** Milliseconds since 1970, by our clock. */
  readonly at: number;
  /** Seconds of CPU time. */
  readonly cpuSeconds: number;
  /** Octets that are in its host's memory now. */
  readonly memory: number;
  /** Octets, over all its network devices. */
  readonly received: number;
  readonly sent: number;
  /** Blocks that were read and written; Linux does not tell. */
  readonly blockReads: number;
  readonly blockWrites: number;
}

/** Octets of a page on the hosts that albatross runs on (x86-64 and arm64). */
const pageOctets = 4096;

/** What a host's sample says. */
export function usageOf({ rusage, memory, interfaces }: StatsSample, at: number): Usage {
  return {
    at,
    cpuSeconds: seconds(rusage.utime) + seconds(rusage.stime),
    memory: Number(memory?.rss ?? rusage.maxrss) * pageOctets,
    // The host counts on its side of the cable: what it sends, the unikernel receives.
    received: sum(interfaces, ({ outputBytes }) => outputBytes),
    sent: sum(interfaces, ({ inputBytes }) => inputBytes),
    blockReads: Number(rusage.inblock),
    blockWrites: Number(rusage.outblock),
  };
}

const seconds = ({ seconds: whole, microseconds }: Timeval) =>
  Number(whole) + microseconds / 1_000_000;

const sum = (
  interfaces: readonly InterfaceCounters[],
  counter: (one: InterfaceCounters) => bigint,
) => interfaces.reduce((total, one) => total + Number(counter(one)), 0);
