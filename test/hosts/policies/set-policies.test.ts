import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { Policies } from '../../../src/hosts/policies/policies.ts';
import { hostDepsOf, seen, targetOf } from '../support/host-world.ts';
import { ServerWorld } from '../support/server-world.ts';

const small = { unikernels: 2, memory: 64, storage: 10, cpuids: [0], bridges: ['service'] };

describe('policies for several accounts at once', () => {
  let world: ServerWorld;
  let emulator: Emulator;

  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf({ replyTimeout: 2_000 }));
    emulator = await world.hosts.startEmulator();
    await world.addHost('one', emulator);
    for (const name of ['alice', 'bob', 'carol']) await world.addAccount(name);
  });
  afterEach(() => world.close());

  const post = (policies: readonly object[], token = 'root') =>
    world.ask('/hosts/one/policies', { json: { policies }, token });
  const memoryOf = async (name: string) => {
    const host = world.registry.get(parseLabel('one'));
    return (await new Policies(world.database).find(host, parseLabel(name)))?.memory ?? null;
  };

  it('says for each account what came of it, and gives the others theirs', async () => {
    await world.addAccount('erin', false);
    const host = world.registry.get(parseLabel('one'));
    await host.change((client, signal) =>
      client.addVolume(targetOf('carol', 'theirs'), 4, { signal }),
    );
    const { status, json } = await post([
      { account: 'alice', policy: small },
      { account: 'bob', policy: { ...small, memory: 20_000 } },
      { account: 'carol', policy: small },
      { account: 'dave', policy: small },
      { account: 'erin', policy: small },
    ]);
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(json, {
      data: [{ account: 'alice', host: 'one', ...small }],
      errors: [
        { account: 'bob', code: 'policy-refused' },
        { account: 'carol', code: 'domain-in-use' },
        { account: 'dave', code: 'account-unknown' },
        { account: 'erin', code: 'account-inactive' },
      ],
    });
    assert.deepEqual(await Promise.all(['alice', 'bob', 'carol'].map(memoryOf)), [64, null, null]);
    const adopted = await post([{ account: 'carol', policy: small, adopt: true }]);
    assert.partialDeepStrictEqual(adopted.json, { data: [{ account: 'carol' }], errors: [] });
  });

  it('takes a template, which gives all that the host has where it names nothing', async () => {
    const template = { unikernels: 3, memory: 96, storage: null };
    await world.ask('/policy-templates/plain', { method: 'PUT', json: template });
    const { json } = await post([
      { account: 'alice', template: 'plain' },
      { account: 'bob', template: 'moon' },
    ]);
    const root = { cpuids: [0, 1, 2, 3], bridges: ['management', 'service'] };
    assert.partialDeepStrictEqual(json, {
      data: [{ account: 'alice', ...template, ...root }],
      errors: [{ account: 'bob', code: 'template-unknown' }],
    });
  });

  it('asks a host that is away once, and says so for all', async () => {
    await emulator.stop();
    const asked = ['alice', 'bob', 'carol'].map((account) => ({ account, policy: small }));
    const { status, json } = await post(asked);
    assert.equal(status, 200);
    const { data, errors } = Object(json);
    assert.deepEqual(data, []);
    const codes = errors.map(({ account, code }: Record<string, string>) => `${account} ${code}`);
    assert.deepEqual(codes, ['alice host-down', 'bob host-down', 'carol host-down']);
  });

  const wrong: readonly [string, readonly object[]][] = [
    ['nobody', []],
    ['neither a policy nor a template', [{ account: 'alice' }]],
    ['both of them', [{ account: 'alice', policy: small, template: 'plain' }]],
    ['an account twice', ['alice', 'Alice'].map((account) => ({ account, policy: small }))],
    ['one that is no policy', [{ account: 'alice', policy: { ...small, memory: 0 } }]],
    [
      'too many',
      Array.from({ length: 101 }, (_, index) => ({ account: `a${index}`, policy: small })),
    ],
  ];
  for (const [what, policies] of wrong) {
    it(`is refused as a whole for ${what}`, async () => {
      const { status, json } = await post(policies);
      assert.deepEqual([status, Object(json).code], [400, 'invalid-body']);
      assert.equal(seen(emulator, 'block-info'), 0);
    });
  }

  it('is for administrators, and for tokens for that host', async () => {
    for (const token of ['bob', 'second']) {
      assert.equal((await post([{ account: 'alice', policy: small }], token)).status, 403);
    }
  });
});
