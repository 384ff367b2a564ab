import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { generousPolicy } from '../../server/support/administrator.ts';
import { exists, type Flow, fileOf } from './flow.ts';
import { mollymawkFlows } from './mollymawk-flows.ts';
import { unikernelFlows } from './unikernel-flows.ts';

const always = async () => true;
const volumes = '/hosts/one/volumes';
const size = 2 ** 18;

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
    const path = `/accounts/${Reflect.get(Object(json), 'id')}/policies/one`;
    return { path, ask: { method: 'PUT', json: generousPolicy }, person: true, isDone: always };
  },
};

const ofHosts: readonly Flow[] = [
  {
    name: 'host add',
    command: null,
    async prepare({ emulator: { address, port, authority } }, thing) {
      const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
      const at = { transport: 'tls', address, port, certificate, privateKey };
      const json = { name: thing, ...at, allowDuplicate: true };
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
  ...unikernelFlows,
  ...ofVolumes,
  ...mollymawkFlows,
  ...ofTokens,
  policyChange,
  ...ofHosts,
];
