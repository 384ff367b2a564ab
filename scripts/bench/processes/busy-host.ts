import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { nameOf, parseLabel } from '../../../src/albatross/names.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';

/** What unikernels on a host do, of which the server is told nothing. */
export const busyness = z.union([
  z.object({ host: z.number(), account: z.string(), unikernels: z.number() }),
  z.object({
    host: z.number(),
    account: z.string(),
    chatty: z.string(),
    lines: z.number(),
    linesASecond: z.number(),
  }),
]);

/** Starts so many unikernels of an account, or has one of them write so many lines. */
export async function makeBusy({ host }: Emulator, work: z.output<typeof busyness>): Promise<void> {
  const name = (label: string) => nameOf([parseLabel(work.account)], parseLabel(label));
  if ('unikernels' in work) {
    for (let number = 0; number < work.unikernels; number++) {
      const label = `unikernel-${String(number).padStart(4, '0')}`;
      await host.unikernels.create(name(label), {
        ...config,
        image: sampleImage({ filler: label }),
      });
    }
    return;
  }
  const begun = performance.now();
  for (let written = 0; written < work.lines; await pause(10)) {
    const due = Math.min(work.lines, ((performance.now() - begun) / 1000) * work.linesASecond);
    for (; written < due; written++) {
      const line = `\u001b[3${written % 8}mINFO\u001b[0m [server] request ${written}.`;
      host.printer.print(name(work.chatty), line);
    }
  }
}

const config = {
  type: 'solo5',
  compressed: false,
  failBehaviour: 'quit',
  startup: null,
  addName: true,
  cpuids: [0],
  memory: 8,
  blockDevices: [],
  networkDevices: [],
  arguments: null,
  numcpus: 1,
  linuxBootPartition: null,
} as const;
