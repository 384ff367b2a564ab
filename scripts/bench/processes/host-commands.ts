import { Readable } from 'node:stream';
import { z } from 'zod';
import { Host } from '../../../src/albatross/host/host.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Target } from '../../../src/albatross/transport.ts';
import type { UnikernelConfig } from '../../../src/albatross/unikernel.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { openTransport } from '../../../src/host-client/connection-settings/open-transport.ts';
import { HandshakeLimiter } from '../../../src/host-client/handshake-limiter.ts';
import { benchPolicy } from '../fixtures.ts';
import { hostConnection } from '../host-connection.ts';
import { timed } from '../measure.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The bare commands behind the changes of `toll`, by the client that the server uses. */
const { connection, octets } = z
  .object({ connection: hostConnection, octets: z.number() })
  .parse(optionsFromParent());
const handshakes = new HandshakeLimiter(systemTimer);
const host = new Host(openTransport(connection, { handshakes, clock: systemClock }));
const domains = [{ label: parseLabel('bench'), policy: benchPolicy }];
const target = (label: string): Target => ({ domains, label: parseLabel(label) });
const image = sampleImage({ padTo: octets });

const unikernel = target('bare');
const volume = target('bare-data');
const config: Omit<UnikernelConfig, 'image'> = {
  ...{ type: 'solo5', compressed: false, failBehaviour: 'quit', startup: null, addName: false },
  ...{ cpuids: [0], memory: 32, blockDevices: [], networkDevices: [], arguments: null },
  ...{ numcpus: 1, linuxBootPartition: null },
};
const create = (force: boolean) => {
  const content = Readable.from([image]);
  return host.createUnikernel(unikernel, config, { size: image.length, content }, { force });
};

const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['create', () => create(false)],
  ['restart', () => host.restartUnikernel(unikernel, null)],
  ['update', () => create(true)],
  ['stop', () => host.destroyUnikernel(unikernel)],
  ['start', () => create(true)],
  ['destroy', () => host.destroyUnikernel(unikernel)],
  ['create a volume', () => host.addVolume(volume, 1)],
  ['delete a volume', () => host.removeVolume(volume)],
];

/** Milliseconds of each step, one after the other. */
async function cycle(): Promise<[string, number][]> {
  const times: [string, number][] = [];
  for (const [name, step] of steps) times.push([name, await timed(step)]);
  return times;
}

process.on('message', () => void cycle().then(tellParent));
tellParent('ready');
