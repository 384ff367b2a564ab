import type { InterfaceCounters, StatsSample, Timeval } from '../albatross/stats.ts';
import type { Clock } from '../base/clock.ts';
import type { Feed } from '../host-client/managed-host.ts';
import type { UnikernelLocation } from './location.ts';
import type { WatchEvent } from './watch-event.ts';

/**
 * What a unikernel uses, a sample every 10 s while it runs. Resolves when the host has agreed;
 * `signal` ends it.
 */
export async function watchStats(
  { host, target }: UnikernelLocation,
  clock: Clock,
  signal: AbortSignal,
): Promise<AsyncIterable<WatchEvent>> {
  const feed = host.stats(target, signal);
  await feed.opened;
  return statsEvents(feed, clock);
}

async function* statsEvents(feed: Feed<StatsSample>, clock: Clock): AsyncGenerator<WatchEvent> {
  for await (const sample of feed) {
    yield { data: { timestamp: clock().toISOString(), ...presentStats(sample) } };
  }
}

/** A sample as the API shows it. Counters grow from the unikernel's start on. */
export function presentStats({ rusage, memory, interfaces }: StatsSample) {
  return {
    cpu: {
      userSeconds: seconds(rusage.utime),
      systemSeconds: seconds(rusage.stime),
      voluntarySwitches: exact(rusage.nvcsw),
      involuntarySwitches: exact(rusage.nivcsw),
    },
    memory: {
      /** Octets. */
      virtual: memory && exact(memory.vsize),
      /** Pages of the host. */
      residentPages: exact(memory?.rss ?? rusage.maxrss),
      minorFaults: exact(rusage.minflt),
      majorFaults: exact(rusage.majflt),
    },
    network: interfaces.map(presentInterface),
  };
}

/** The host counts on its side of the cable: what it receives, the unikernel has sent. */
function presentInterface(counters: InterfaceCounters) {
  return {
    /** albatross puts the device's name inside the unikernel where the bridge's is announced. */
    name: counters.bridge,
    sentOctets: exact(counters.inputBytes),
    receivedOctets: exact(counters.outputBytes),
    sentPackets: exact(counters.inputPackets),
    receivedPackets: exact(counters.outputPackets),
    sendErrors: exact(counters.inputErrors),
    receiveErrors: exact(counters.outputErrors),
    sendDropped: exact(counters.inputDropped),
    receiveDropped: exact(counters.outputDropped),
  };
}

const seconds = ({ seconds: whole, microseconds }: Timeval): number =>
  Number(whole) + microseconds / 1_000_000;

/** A number where it is exact, else its digits. */
function exact(count: bigint): number | string {
  const number = Number(count);
  return Number.isSafeInteger(number) ? number : String(count);
}
