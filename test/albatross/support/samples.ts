import type { Success } from '../../../src/albatross/messages.ts';
import { parseLabel, parseName } from '../../../src/albatross/names.ts';
import type { Target } from '../../../src/albatross/transport.ts';
import type {
  UnikernelArguments,
  UnikernelConfig,
  UnikernelInfo,
} from '../../../src/albatross/unikernel.ts';
import { alice } from './authorities.ts';

/** Something called `hello` in the domain `alice`. */
export const hello: Target = { domains: [alice], label: parseLabel('hello') };

export const unikernelArguments: UnikernelArguments = {
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
};

export const config: Omit<UnikernelConfig, 'image'> = {
  ...unikernelArguments,
  type: 'solo5',
  compressed: false,
};

const { addName: _, ...described } = unikernelArguments;

export const info: UnikernelInfo = {
  ...described,
  type: 'solo5',
  blockDevices: [],
  networkDevices: [],
  digest: Buffer.alloc(32, 7),
  started: new Date('2026-11-22T12:00:00Z'),
};

export const unikernelsReply = (...names: string[]): Success => ({
  type: 'unikernel-info',
  unikernels: names.map((name) => ({ name: parseName(name), value: info })),
});

export const volumesReply = (...names: string[]): Success => ({
  type: 'block-devices',
  blockDevices: names.map((name) => ({ name: parseName(name), size: 16, active: false })),
});

/** Pieces one after the other, as a stream gives them. */
export async function* streamOf(...pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

export async function collect(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
