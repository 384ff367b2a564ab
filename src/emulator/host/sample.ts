import type { InterfaceCounters, StatsSample, Timeval } from '../../albatross/stats.ts';
import type { Unikernel } from './unikernel.ts';

const pageSize = 4096n;
const mebibyte = 2n ** 20n;

/**
 * Figures such as a Linux host samples of a unikernel, made up from how long it is said to run: a
 * fiftieth of a CPU, an eighth of its memory, ten packets a second on each network device.
 */
export function sampleOf(unikernel: Unikernel, now: Date): StatsSample {
  const { config, started } = unikernel;
  const milliseconds = BigInt(Math.max(0, now.getTime() - started.getTime()));
  const pages = (BigInt(config.memory) * mebibyte) / pageSize;
  const start = timeval(BigInt(started.getTime()) * 1000n);
  return {
    rusage: {
      ...unusedCounters,
      utime: timeval(milliseconds * 15n),
      stime: timeval(milliseconds * 5n),
      maxrss: pages / 8n,
      minflt: pages / 4n,
      nvcsw: milliseconds / 10n,
      nivcsw: milliseconds / 1000n,
    },
    memory: {
      vsize: pages * pageSize,
      rss: pages / 8n,
      tsize: 30n,
      dsize: pages,
      ssize: pages,
      runtime: milliseconds * 20n,
      cow: 0,
      start,
    },
    vmm: null,
    interfaces: config.networkDevices.map(({ name }) => countersOf(name, milliseconds / 100n)),
  };
}

/** What Linux does not tell. */
const unusedCounters = {
  ixrss: 0n,
  idrss: 0n,
  isrss: 0n,
  majflt: 0n,
  nswap: 0n,
  inblock: 0n,
  outblock: 0n,
  msgsnd: 0n,
  msgrcv: 0n,
  nsignals: 0n,
};

function countersOf(bridge: string, packets: bigint): InterfaceCounters {
  return {
    bridge,
    flags: 0x1043,
    sendLength: 0,
    maxSendLength: 0,
    sendDrops: 0,
    mtu: 1500,
    baudrate: 10_000_000n,
    inputPackets: packets,
    inputErrors: 0n,
    outputPackets: packets / 2n,
    outputErrors: 0n,
    collisions: 0n,
    inputBytes: packets * 400n,
    outputBytes: packets * 600n,
    inputMcast: 0n,
    outputMcast: 0n,
    inputDropped: 0n,
    outputDropped: 0n,
  };
}

const timeval = (microseconds: bigint): Timeval => ({
  seconds: microseconds / 1_000_000n,
  microseconds: Number(microseconds % 1_000_000n),
});
