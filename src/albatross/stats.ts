/** A span of time as getrusage(2) gives it. */
export interface Timeval {
  readonly seconds: bigint;
  readonly microseconds: number;
}

/** Counters of getrusage(2), under its own names. */
export interface ResourceUsage {
  readonly utime: Timeval;
  readonly stime: Timeval;
  readonly maxrss: bigint;
  readonly ixrss: bigint;
  readonly idrss: bigint;
  readonly isrss: bigint;
  readonly minflt: bigint;
  readonly majflt: bigint;
  readonly nswap: bigint;
  readonly inblock: bigint;
  readonly outblock: bigint;
  readonly msgsnd: bigint;
  readonly msgrcv: bigint;
  readonly nsignals: bigint;
  readonly nvcsw: bigint;
  readonly nivcsw: bigint;
}

/** Memory of the tender process, in the units of the host's kernel. */
export interface ProcessMemory {
  readonly vsize: bigint;
  readonly rss: bigint;
  readonly tsize: bigint;
  readonly dsize: bigint;
  readonly ssize: bigint;
  readonly runtime: bigint;
  readonly cow: number;
  readonly start: Timeval;
}

/** Counters of one network interface, from the host's side of it. */
export interface InterfaceCounters {
  readonly bridge: string;
  readonly flags: number;
  readonly sendLength: number;
  readonly maxSendLength: number;
  readonly sendDrops: number;
  readonly mtu: number;
  readonly baudrate: bigint;
  readonly inputPackets: bigint;
  readonly inputErrors: bigint;
  readonly outputPackets: bigint;
  readonly outputErrors: bigint;
  readonly collisions: bigint;
  readonly inputBytes: bigint;
  readonly outputBytes: bigint;
  readonly inputMcast: bigint;
  readonly outputMcast: bigint;
  readonly inputDropped: bigint;
  readonly outputDropped: bigint;
}

/** One sample of one unikernel (docs/albatross-protocol.md, section 6, `Data.stats`). */
export interface StatsSample {
  readonly rusage: ResourceUsage;
  readonly interfaces: readonly InterfaceCounters[];
  /** Counters of the hypervisor; null where the host has none. */
  readonly vmm: readonly { readonly key: string; readonly value: bigint }[] | null;
  readonly memory: ProcessMemory | null;
}
