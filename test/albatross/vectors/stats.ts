import { z } from 'zod';
import { int64 } from './values.ts';

const timeval = z
  .strictObject({ sec: int64, usec: z.number() })
  .transform((json) => ({ seconds: json.sec, microseconds: json.usec }));

const resourceUsage = z.strictObject({
  utime: timeval,
  stime: timeval,
  maxrss: int64,
  ixrss: int64,
  idrss: int64,
  isrss: int64,
  minflt: int64,
  majflt: int64,
  nswap: int64,
  inblock: int64,
  outblock: int64,
  msgsnd: int64,
  msgrcv: int64,
  nsignals: int64,
  nvcsw: int64,
  nivcsw: int64,
});

const processMemory = z.strictObject({
  vsize: int64,
  rss: int64,
  tsize: int64,
  dsize: int64,
  ssize: int64,
  runtime: int64,
  cow: z.number(),
  start: timeval,
});

const interfaceCounters = z
  .strictObject({
    bridge: z.string(),
    flags: z.number(),
    send_length: z.number(),
    max_send_length: z.number(),
    send_drops: z.number(),
    mtu: z.number(),
    baudrate: int64,
    input_packets: int64,
    input_errors: int64,
    output_packets: int64,
    output_errors: int64,
    collisions: int64,
    input_bytes: int64,
    output_bytes: int64,
    input_mcast: int64,
    output_mcast: int64,
    input_dropped: int64,
    output_dropped: int64,
  })
  .transform((json) => ({
    bridge: json.bridge,
    flags: json.flags,
    sendLength: json.send_length,
    maxSendLength: json.max_send_length,
    sendDrops: json.send_drops,
    mtu: json.mtu,
    baudrate: json.baudrate,
    inputPackets: json.input_packets,
    inputErrors: json.input_errors,
    outputPackets: json.output_packets,
    outputErrors: json.output_errors,
    collisions: json.collisions,
    inputBytes: json.input_bytes,
    outputBytes: json.output_bytes,
    inputMcast: json.input_mcast,
    outputMcast: json.output_mcast,
    inputDropped: json.input_dropped,
    outputDropped: json.output_dropped,
  }));

export const statsData = z
  .strictObject({
    type: z.literal('data_stats'),
    rusage: resourceUsage,
    kinfo_mem: processMemory.nullable(),
    vmm: z.array(z.strictObject({ key: z.string(), value: int64 })).nullable(),
    ifdata: z.array(interfaceCounters),
  })
  .transform((json) => ({
    type: 'stats' as const,
    stats: {
      rusage: json.rusage,
      interfaces: json.ifdata,
      vmm: json.vmm,
      memory: json.kinfo_mem,
    },
  }));
