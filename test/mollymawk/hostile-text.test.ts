import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { formOf } from './form-parts.ts';
import { account, hostName, MollymawkWorld } from './mollymawk-world.ts';

const texts = ['a\0b', '\ud800', 'a\udc00b'];

/** Every JSON body that has text, and the member in which it stands. */
const bodies: readonly (readonly [path: string, body: object, members: readonly string[]])[] = [
  ['/api/login', account, ['email', 'password']],
  ['/api/tokens/create', { token_name: 'a', token_expiry: 60 }, ['token_name']],
  [
    '/api/tokens/update',
    { token_name: 'a', token_expiry: 60, token_value: 'a' },
    ['token_name', 'token_value'],
  ],
  ['/api/tokens/delete', { token_value: 'a' }, ['token_value']],
  [
    '/api/unikernel/destroy',
    { name: 'web', albatross_instance: hostName },
    ['name', 'albatross_instance'],
  ],
  [
    '/api/unikernel/restart',
    { name: 'web', albatross_instance: hostName },
    ['name', 'albatross_instance', 'arguments'],
  ],
  ...['delete', 'download'].map(
    (act) =>
      [
        `/api/block/${act}`,
        { block_name: 'data', albatross_instance: hostName, compression_level: 0 },
        ['block_name', 'albatross_instance'],
      ] as const,
  ),
];

/** What a configuration may have text in, `text` standing there. */
const configurations = (text: string): readonly object[] => [
  { typ: text },
  { arguments: [text] },
  { fail_behaviour: text },
  { block_devices: [text] },
  { block_devices: [{ name: 'disk', host_device: text }] },
  { network_interfaces: [{ name: text }] },
  { network_interfaces: [{ name: 'service', host_device: text }] },
  { network_interfaces: [{ name: 'service', mac: text }] },
];

describe('text that cannot be stored, sent to mollymawk’s API', () => {
  let world: MollymawkWorld;
  before(async () => {
    world = await MollymawkWorld.open();
  });
  after(() => world?.close());

  for (const [path, body, members] of bodies) {
    it(`is refused at ${path}`, async () => {
      for (const member of members) {
        for (const text of texts) {
          const { status, data } = await world.tell(path, { json: { ...body, [member]: text } });
          assert.equal(status, 400, `${member} ${JSON.stringify(text)}: ${data}`);
        }
      }
    });
  }

  it('is refused in queries', async () => {
    for (const path of ['/api/unikernel/console', '/api/unikernel/restart']) {
      const method = path.endsWith('restart') ? 'POST' : 'GET';
      for (const query of [`instance=a%00b&unikernel=web`, `instance=${hostName}&unikernel=%00`]) {
        assert.equal((await world.tell(`${path}?${query}`, { method })).status, 400);
      }
    }
  });

  it('is refused in the parts of forms', async () => {
    const create = '/api/unikernel/create';
    const image = sampleImage();
    const parts = { albatross_instance: hostName, unikernel_name: 'web', unikernel_config: '{}' };
    const refuses = async (path: string, given: Readonly<Record<string, string>>) => {
      const body = formOf([...Object.entries(given), ['binary', image]]);
      const { status, data } = await world.tell(path, { body });
      assert.equal(status, 400, JSON.stringify([given, data]));
      return `${data}`;
    };
    for (const name of Object.keys(parts)) await refuses(create, { ...parts, [name]: 'a\0b' });
    for (const config of texts.flatMap(configurations)) {
      const unikernel_config = JSON.stringify({ cpuids: [0], ...config });
      await refuses(create, { ...parts, unikernel_config });
    }
    const block = { block_name: 'a\0b', block_size: 1, block_compressed: false };
    for (const act of ['create', 'upload']) {
      const json_data = JSON.stringify(block);
      const given = { albatross_instance: hostName, json_data, block_data: '' };
      assert.match(await refuses(`/api/block/${act}`, given), /block name/);
    }
  });
});
