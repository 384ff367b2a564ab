import type { Emulator } from '../../../src/emulator/emulator.ts';
import { StoredHost } from '../../../src/host-client/entity.ts';
import { hostDepsOf } from './host-world.ts';
import { ServerWorld } from './server-world.ts';

/** What alice may do on a host where a test does not care. */
export const aliceMay = { unikernels: 2, memory: 64, storage: 10, cpuids: [0], bridges: [] };

/** A server without hosts, and an emulated host, for each test of the surrounding `describe`. */
export function useEmulatedHost() {
  let world: ServerWorld;
  let emulator: Emulator;
  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf({ replyTimeout: 2_000 }));
    emulator = await world.hosts.startEmulator();
  });
  afterEach(() => world.close());
  return {
    world: () => world,
    emulator: () => emulator,
    /** How many hosts are stored. */
    storedHosts: () => world.database.em().count(StoredHost),
  };
}
