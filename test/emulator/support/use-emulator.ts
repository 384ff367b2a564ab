import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';

/** A fresh emulated host for each test of the surrounding `describe`, and its folder. */
export function useEmulator(options: Partial<EmulatorOptions> = {}): {
  readonly host: Emulator;
  readonly folder: string;
} {
  let folder = '';
  let emulator: Emulator | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-emulator-'));
    emulator = await startEmulator({ folder, sockets: join(folder, 'util'), ...options });
  });
  afterEach(async () => {
    await emulator?.close();
    await rm(folder, { recursive: true });
  });
  return {
    get host() {
      if (!emulator) throw new Error('the emulated host is there only while a test runs');
      return emulator;
    },
    get folder() {
      return folder;
    },
  };
}
