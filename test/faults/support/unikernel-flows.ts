import { createHash } from 'node:crypto';
import type { CommandType } from '../../../src/albatross/commands.ts';
import { parseName } from '../../../src/albatross/names.ts';
import type { Unikernel } from '../../../src/emulator/host/unikernel.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { type Change, changes, prepareChange } from '../../server/support/changes.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import type { Ask } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import type { Flow } from './flow.ts';

const nextImage = sampleImage({ filler: 'next' });
const digestOf = (image: Buffer) => createHash('sha256').update(image).digest();
/** Of the image that a unikernel is created with, and of the one that it is given. */
const [first, next] = [digestOf(sampleImage()), digestOf(nextImage)];

/** What a unikernel has become. */
interface Outcome {
  readonly now: Unikernel | undefined;
  readonly before: Unikernel | undefined;
  /** Whether its host was told to since. */
  readonly isTold: boolean;
}

/** One way to change a unikernel on the host `one`. */
interface Way {
  readonly action: string;
  readonly command: CommandType;
  prepare(world: ServerWorld, thing: string): Promise<unknown>;
  request(thing: string): readonly [path: string, ask: Ask];
  isDone(outcome: Outcome): boolean;
}

const pathOf = (thing: string, host = 'one') => `/hosts/${host}/unikernels/${thing}`;

const creation = (thing: string) =>
  formOf([
    ['config', { name: thing }],
    ['image', sampleImage()],
  ]);

const create = (world: ServerWorld, thing: string, host = 'one') =>
  world.expect(201, `/hosts/${host}/unikernels`, { body: creation(thing) });

const runs = (image: Buffer) => (outcome: Outcome) => outcome.now?.digest.equals(image) ?? false;

const dones: Readonly<Record<string, (outcome: Outcome) => boolean>> = {
  update: runs(next),
  destroy: ({ now }) => now === undefined,
};

/** A host that boots starts what ran anew, without being told to. */
const isAnew = ({ now, before, isTold }: Outcome) => now !== undefined && now !== before && isTold;

const ofChange = (change: Change): Way => ({
  action: change.action,
  command: change.command,
  prepare: (world, thing) => prepareChange(world, change, thing),
  request(thing) {
    const [path, ask] = change.request(thing);
    return [path, ask];
  },
  isDone: dones[change.action] ?? isAnew,
});

/** Follows it for a second. */
const deployment = () =>
  formOf([
    ['settle', 1],
    ['image', nextImage],
  ]);

const ways: readonly Way[] = [
  ...changes.map(ofChange),
  {
    action: 'deploy',
    command: 'unikernel-force-create',
    prepare: create,
    request: (thing) => [`${pathOf(thing)}/deployments`, { body: deployment() }],
    isDone: runs(next),
  },
  {
    action: 'stop',
    command: 'unikernel-destroy',
    prepare: create,
    request: (thing) => [`${pathOf(thing)}/stop`, { method: 'POST' }],
    isDone: ({ now }) => now === undefined,
  },
  {
    action: 'start',
    command: 'unikernel-force-create',
    async prepare(world, thing) {
      await create(world, thing);
      await world.expect(200, `${pathOf(thing)}/stop`, { method: 'POST' });
    },
    request: (thing) => [`${pathOf(thing)}/start`, { method: 'POST' }],
    isDone: runs(first),
  },
  {
    action: 'rollback',
    command: 'unikernel-force-create',
    async prepare(world, thing) {
      await create(world, thing);
      const body = formOf([['image', nextImage]]);
      await world.expect(200, `${pathOf(thing)}/update`, { body });
    },
    request: (thing) => [`${pathOf(thing)}/rollback`, { method: 'POST' }],
    isDone: runs(first),
  },
];

const ofWay = (way: Way): Flow => ({
  name: way.action,
  command: way.command,
  async prepare(world, thing) {
    await way.prepare(world, thing);
    const named = parseName(`alice:${thing}`);
    const { host, commands } = world.emulator;
    const before = host.running.get(named);
    const told = () =>
      commands.all.filter(({ name, type }) => name === `alice:${thing}` && type === way.command);
    const toldBefore = told().length;
    const [path, ask] = way.request(thing);
    return {
      ...{ path, ask },
      deployments: { path: `${pathOf(thing)}/deployments`, action: way.action },
      isDone: async () =>
        way.isDone({ now: host.running.get(named), before, isTold: told().length > toldBefore }),
    };
  },
});

/** From a host to another: what goes wrong does so at the host `one`. */
const move = (from: string, to: string, command: CommandType): Flow => ({
  name: `move ${from === 'one' ? 'away' : 'here'}`,
  command,
  async prepare(world, thing, other) {
    await create(world, thing, from);
    const named = parseName(`alice:${thing}`);
    const { host } = to === 'one' ? world.emulator : other;
    return {
      path: `${pathOf(thing, from)}/move`,
      ask: { json: { host: to, settle: 1 } },
      deployments: { path: `${pathOf(thing, to)}/deployments`, action: 'deploy' },
      isDone: async () => host.running.has(named),
    };
  },
});

/** Whatever changes a unikernel. */
export const unikernelFlows: readonly Flow[] = [
  ...ways.map(ofWay),
  move('two', 'one', 'unikernel-force-create'),
  move('one', 'two', 'unikernel-destroy'),
];
