import assert from 'node:assert/strict';
import { type Command, takesData } from '../../src/albatross/commands.ts';
import type { UnikernelConfig } from '../../src/albatross/unikernel.ts';

const config = (image: Buffer): UnikernelConfig => ({
  type: 'solo5',
  compressed: false,
  image,
  failBehaviour: 'quit',
  startup: null,
  addName: true,
  cpuids: [0],
  memory: 32,
  blockDevices: [],
  networkDevices: [],
  arguments: null,
  numcpus: 1,
  linuxBootPartition: null,
});

describe('a command', () => {
  it('takes data where it sets a volume, or creates a unikernel without an image in it', () => {
    const taking: Command[] = [
      { type: 'unikernel-create', config: config(Buffer.alloc(0)) },
      { type: 'unikernel-force-create', config: config(Buffer.alloc(0)) },
      { type: 'block-set', compressed: false },
    ];
    const others: Command[] = [
      { type: 'unikernel-create', config: config(Buffer.from('ELF')) },
      { type: 'unikernel-restart', arguments: config(Buffer.alloc(0)) },
      { type: 'block-add', size: 1 },
      { type: 'old-block-set', compressed: false, data: Buffer.alloc(0) },
    ];
    assert(taking.every(takesData));
    assert(!others.some(takesData));
  });
});
