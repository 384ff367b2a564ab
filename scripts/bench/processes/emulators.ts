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

process.on('message', (message) => {
  const { data: work } = busyness.safeParse(message);
  if (work) return void makeBusy(emulators[work.host] ?? missing(work.host), work);
  const { host, fault } = faultMessage.parse(message);
  const faults = emulators[host]?.faults;
  faults?.clear();
  if (fault === 'silent' && faults) faults.connection = 'no-handshake';
  if (fault === 'slow') faults?.add({ kind: 'slow', milliseconds: 5_000 });
});

function missing(host: number): never {
  throw new RangeError(`there is no host ${host}`);
}

tellParent({ authority, ports: emulators.map(({ port }) => port), folders });
