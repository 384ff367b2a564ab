import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandType } from '../../../src/albatross/commands.ts';
import { parseName } from '../../../src/albatross/names.ts';
import { generousPolicy } from '../../server/support/administrator.ts';
import { type Change, changes, prepareChange } from '../../server/support/changes.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import type { Ask } from '../../support/request.ts';

/** Something that is asked of a server, about a thing of its own. */
export interface Flow {
  readonly name: string;
  /** What the host is told; null where it is told nothing. */
  readonly command: CommandType | null;
  /** Makes what is to be changed; gives how to ask, and whether the host agrees that it is done. */
  prepare(world: ServerWorld, thing: string): Promise<Asked>;
}

/** One asking. */
export interface Asked {
  readonly path: string;
  readonly ask: Ask;
  /** Whether it is a person who asks, not a token. */
  readonly person?: boolean;
  /** Where its deployments are, below `/api/v1`, and which of them are of this kind. */
  readonly deployments?: { readonly path: string; readonly action: string };
  /** Whether the host does not contradict that it was done. */
  isDone(): Promise<boolean>;
}

const always = async () => true;
const volumes = '/hosts/one/volumes';
const size = 2 ** 18;

const ofUnikernel = (change: Change): Flow => ({
  name: change.action,
  command: change.command,
  async prepare(world, thing) {
    await prepareChange(world, change, thing);
    const named = parseName(`alice:${thing}`);
    const before = world.emulator.host.running.get(named);
    const [path, ask] = change.request(thing);
    return {
      ...{ path, ask },
      deployments: { path: `/hosts/one/unikernels/${thing}/deployments`, action: change.action },
      async isDone() {
        const now = world.emulator.host.running.get(named);
        return change.action === 'destroy'
          ? now === undefined
          : now !== undefined && now !== before;
      },
    };
  },
});

const upload = (direct: boolean): Flow => ({
  name: direct ? 'upload direct' : 'upload spooled',
  command: 'block-set',
  async prepare(world, thing) {
    await world.makeVolume(thing, 1);
    const body = randomBytes(size);
    const isDone = async () => body.equals((await world.contentOf(thing)).subarray(0, size));
    return {
      path: `${volumes}/${thing}/data?direct=${direct}`,
      ask: { method: 'PUT', body },
      isDone,
    };
  },
});

const fileOf = (world: ServerWorld, thing: string) =>
  join(world.folder, 'host', 'block', `alice:${thing}`);

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

const ofVolumes: readonly Flow[] = [
  {
    name: 'volume create',
    command: 'block-add',
    async prepare(world, thing) {
      const isDone = () => exists(fileOf(world, thing));
      return { path: volumes, ask: { json: { name: thing, size: 1 } }, isDone };
    },
  },
  upload(true),
  upload(false),
  {
    name: 'volume destroy',
    command: 'block-remove',
    async prepare(world, thing) {
      await world.makeVolume(thing, 1);
      const isDone = async () => !(await exists(fileOf(world, thing)));
      return { path: `${volumes}/${thing}`, ask: { method: 'DELETE' }, isDone };
    },
  },
  {
    name: 'download',
    command: 'block-dump',
    async prepare(world, thing) {
      await world.makeVolume(thing, 1, randomBytes(size));
      const isDone = async () => (await readFile(fileOf(world, thing))).length > 0;
      return { path: `${volumes}/${thing}/data`, ask: {}, isDone };
    },
  },
];

const ofTokens: readonly Flow[] = [
  {
    name: 'token make',
    command: null,
    async prepare(_world, thing) {
      const ask = { json: { name: thing, scopes: ['hosts:read'] } };
      return { path: '/tokens', ask, person: true, isDone: always };
    },
  },
  ...(['rotate', 'revoke'] as const).map(
    (what): Flow => ({
      name: `token ${what}`,
      command: null,
      async prepare({ administrator, url }, thing) {
        const json = { name: thing, scopes: ['hosts:read'] };
        const { json: token } = await administrator.expect(201, url, '/tokens', { json });
        const path = `/tokens/${Reflect.get(Object(token), 'id')}`;
        const [own, ask] =
          what === 'rotate' ? [`${path}/rotate`, { json: {} }] : [path, { method: 'DELETE' }];
        return { path: own, ask, person: true, isDone: always };
      },
    }),
  ),
];

const policyChange: Flow = {
  name: 'policy change',
  command: 'policy-info',
  async prepare({ administrator, url }) {
    const { json } = await administrator.expect(200, url, '/account');
    const path = `/users/${Reflect.get(Object(json), 'id')}/policies/one`;
    return { path, ask: { method: 'PUT', json: generousPolicy }, person: true, isDone: always };
  },
};

const ofHosts: readonly Flow[] = [
  {
    name: 'host add',
    command: null,
    async prepare({ emulator: { address, port, authority } }, thing) {
      const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
      const json = { name: thing, transport: 'tls', address, port, certificate, privateKey };
      return { path: '/hosts', ask: { json }, person: true, isDone: always };
    },
  },
  {
    name: 'host remove',
    command: null,
    async prepare({ administrator, url, emulator }, thing) {
      await administrator.addHost(url, thing, emulator);
      const ask = { method: 'DELETE' };
      return { path: `/hosts/${thing}`, ask, person: true, isDone: always };
    },
  },
];

/** Whatever changes something, and reads much. */
export const flows: readonly Flow[] = [
  ...changes.map(ofUnikernel),
  ...ofVolumes,
  ...ofTokens,
  policyChange,
  ...ofHosts,
];
