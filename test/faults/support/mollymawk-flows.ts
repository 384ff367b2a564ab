import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { formOf } from '../../mollymawk/form-parts.ts';
import { exists, type Flow, fileOf } from './flow.ts';

const albatross_instance = 'one';
const size = 2 ** 18;

const volumeForm = (block_name: string, content: Buffer) =>
  formOf([
    ['albatross_instance', albatross_instance],
    ['block_data', content],
    ['json_data', JSON.stringify({ block_name, block_size: 1, block_compressed: false })],
  ]);

/** The forms of mollymawk's API, which are done as a whole or not at all. */
export const mollymawkFlows: readonly Flow[] = [
  {
    name: 'mollymawk unikernel create',
    command: 'unikernel-create',
    async prepare({ emulator }, thing) {
      const body = formOf([
        ['albatross_instance', albatross_instance],
        ['unikernel_name', thing],
        ['unikernel_config', '{"cpuid": 0}'],
        ['binary', sampleImage()],
      ]);
      return {
        ...{ path: '/unikernel/create', api: '/api', ask: { body } },
        deployments: { path: `/hosts/one/unikernels/${thing}/deployments`, action: 'create' },
        refused: /Albatross Response Error: failure/,
        isDone: async () => emulator.host.running.has(parseName(`alice:${thing}`)),
      };
    },
  },
  {
    name: 'mollymawk volume create',
    command: 'block-set',
    async prepare(world, thing) {
      const ask = { body: volumeForm(thing, randomBytes(size)) };
      const isDone = () => exists(fileOf(world, thing));
      return { path: '/volume/create', api: '/api', ask, isDone };
    },
  },
  {
    name: 'mollymawk volume upload',
    command: 'block-set',
    async prepare(world, thing) {
      await world.makeVolume(thing, 1);
      const content = randomBytes(size);
      const isDone = async () =>
        content.equals((await readFile(fileOf(world, thing))).subarray(0, size));
      const ask = { body: volumeForm(thing, content) };
      return { path: '/volume/upload', api: '/api', ask, isDone };
    },
  },
];
