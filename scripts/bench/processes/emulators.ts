import { join } from 'node:path';
import { z } from 'zod';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { newAuthority, newHostCertificate } from '../../../src/emulator/tls/host-certificates.ts';
import { busyness, makeBusy } from './busy-host.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Emulated hosts under one CA, whose faults the parent decides about. */
const { folder, count, discardVolumes, sockets } = z
  .object({
    folder: z.string(),
    count: z.number(),
    discardVolumes: z.boolean(),
    sockets: z.boolean(),
  })
  .parse(optionsFromParent());

const faultMessage = z.object({
  host: z.number(),
  fault: z.enum(['silent', 'slow', 'none']),
});

const now = new Date();
const authority = newAuthority(now);
const certificate = newHostCertificate(authority, now);
const emulators: Emulator[] = [];
const folders = Array.from({ length: count }, (_, index) => join(folder, `host-${index}`));
for (const own of folders) {
  const daemons = sockets && { sockets: join(own, 'util') };
  emulators.push(
    await startEmulator({ folder: own, authority, certificate, discardVolumes, ...daemons }),
  );
}

const printMessage = z.object({ print: z.int() });
let printer: NodeJS.Timeout | null = null;
/** Lines of each unikernel that were printed. */
let printed = 0;

/** Has each unikernel print so many lines a second, each with its number; none any more where it is 0. */
function print(rate: number): void {
  if (printer) clearInterval(printer);
  printer = rate === 0 ? null : setInterval(printAll, 1_000 / rate);
  if (rate === 0) process.send?.(printed);
}

function printAll(): void {
  const line = `#${printed++} INFO [server] GET /pages/${printed * 37} 200 in ${printed % 977} ms`;
  for (const { host } of emulators) {
    for (const { name } of host.running.entries()) host.printer.print(name, line);
  }
}

process.on('message', (message) => {
  const { data: asked } = printMessage.safeParse(message);
  if (asked) return print(asked.print);
  if (message === 'console subscriptions') return void process.send?.(countSubscriptions());
  const { data: work } = busyness.safeParse(message);
  if (work) return void makeBusy(emulators[work.host] ?? missing(work.host), work);
  const { host, fault } = faultMessage.parse(message);
  const faults = emulators[host]?.faults;
  faults?.clear();
  if (fault === 'silent' && faults) faults.connection = 'no-handshake';
  if (fault === 'slow') faults?.add({ kind: 'slow', milliseconds: 5_000 });
});

/** Of consoles, on all hosts, since they were started. */
function countSubscriptions(): number {
  const commands = emulators.flatMap((emulator) => emulator.commands.all);
  return commands.filter(({ type }) => type === 'console-subscribe').length;
}

function missing(host: number): never {
  throw new RangeError(`there is no host ${host}`);
}

tellParent({ authority, ports: emulators.map(({ port }) => port), folders });
