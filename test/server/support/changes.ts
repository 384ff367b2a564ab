import assert from 'node:assert/strict';
import type { CommandType } from '../../../src/albatross/commands.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import type { Ask } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import type { ServerWorld } from './server-world.ts';

const collection = '/hosts/one/unikernels';

/** One way to change a unikernel. */
export interface Change {
  readonly action: string;
  /** What the host is told. */
  readonly command: CommandType;
  /** What the server is asked, with an image of so many octets, and the status of its answer. */
  request(name: string, padTo?: number): readonly [path: string, ask: Ask, status: number];
}

/** All ways to change a unikernel; `create` is for one that does not run yet. */
export const changes: readonly Change[] = [
  {
    action: 'create',
    command: 'unikernel-create',
    request: (name, padTo) => [collection, { body: creation(name, padTo) }, 201],
  },
  {
    action: 'update',
    command: 'unikernel-force-create',
    request: (name, padTo) => [`${collection}/${name}/update`, { body: newImage(padTo) }, 200],
  },
  {
    action: 'restart',
    command: 'unikernel-restart',
    request: (name) => [`${collection}/${name}/restart`, { method: 'POST' }, 200],
  },
  {
    action: 'destroy',
    command: 'unikernel-destroy',
    request: (name) => [`${collection}/${name}`, { method: 'DELETE' }, 204],
  },
];

const newImage = (padTo = 0) => formOf([['image', sampleImage({ filler: 'next', padTo })]]);

const creation = (name: string, padTo = 0) =>
  formOf([
    ['config', { name }],
    ['image', sampleImage({ padTo })],
  ]);

/** Makes what is to be changed: nothing where it is to be created. */
export async function prepareChange(world: ServerWorld, { action }: Change, name: string) {
  if (action !== 'create') await world.expect(201, collection, { body: creation(name) });
}

/** A deployment, as far as tests look into it. */
export interface DeploymentAnswer {
  readonly action: string;
  readonly state: string;
  readonly finishedAt: string | null;
  readonly error?: string;
}

/** The last deployment of a unikernel, from the API. */
export async function lastDeployment(world: ServerWorld, name: string): Promise<DeploymentAnswer> {
  const { json } = await world.expect(200, `${collection}/${name}/deployments`);
  const [last] = Reflect.get(Object(json), 'data');
  assert(last, `nothing is recorded of ${name}`);
  return last;
}
