import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Host, type HostLimits } from '../../../../src/albatross/host/host.ts';
import { type Emulator, startEmulator } from '../../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../../src/emulator/options.ts';
import type { Opened, TransportKind } from './transport-kind.ts';

/** An emulated host for the surrounding `describe`, and clients that reach it by a kind of transport. */
export interface UsedHost {
  readonly emulator: Emulator;
  client(limits?: Partial<HostLimits>): Host;
}

/** Its faults are cleared after each test. */
export function useHost(
  transportKind: TransportKind,
  options: Partial<EmulatorOptions> = {},
): UsedHost {
  let folder = '';
  let used: { readonly emulator: Emulator; readonly opened: Opened } | null = null;

  const inUse = () => {
    if (!used) throw new Error('the host is there only while tests run');
    return used;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-host-'));
    const intervals = { consoleInterval: 10, statsInterval: 10 };
    const emulator = await startEmulator({
      folder,
      sockets: join(folder, 'util'),
      ...intervals,
      ...options,
    });
    used = { emulator, opened: await transportKind.open(emulator) };
  });

  afterEach(() => used?.emulator.faults.clear());

  after(async () => {
    await used?.opened.close();
    await used?.emulator.close();
    await rm(folder, { recursive: true });
  });

  return {
    get emulator() {
      return inUse().emulator;
    },
    client: (limits) => new Host(inUse().opened.transport, limits),
  };
}
