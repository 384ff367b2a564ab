import assert from 'node:assert/strict';
import { formatName } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { defaultRootPolicy } from '../../src/emulator/options.ts';
import { successOf, volumes, words } from './support/answers.ts';
import { type About, alice, ask, roomy } from './support/client.ts';
import { create, network } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const refused = (domain: string, reason: string) => [
  `failure: expected success when adding policy, got: host [unikernel: ${domain}:]: command failed ${reason}`,
];

describe('policies of an emulated host', () => {
  const emulated = useEmulator();

  const policies = async (about: About): Promise<Record<string, Policy>> => {
    const success = successOf(await ask(emulated.host, about, { type: 'policy-info' }));
    assert(success.type === 'policies');
    return Object.fromEntries(success.policies.map(({ name, value }) => [formatName(name), value]));
  };
  const info = (domains: Record<string, Policy>) =>
    words(emulated.host, { domains }, { type: 'unikernel-info' });

  it('begin with what the machine has, the number of unikernels without a limit', async () => {
    assert.deepEqual(await policies({}), { ':': defaultRootPolicy });
    assert.equal(defaultRootPolicy.unikernels, 4611686018427387903n);
  });

  it('are set by an intermediate before its command, and told relative to the path', async () => {
    const bob = { ...roomy, unikernels: 1 };
    assert.deepEqual(await policies({ domains: { alice: roomy, bob } }), { ':': bob });
    assert.deepEqual(await policies(alice()), { ':': roomy, 'bob:': bob });
    assert.deepEqual(await policies({}), {
      ':': defaultRootPolicy,
      'alice:': roomy,
      'alice:bob:': bob,
    });
  });

  it('are not set by a command for the console or the statistics', async () => {
    await words(emulated.host, alice(), { type: 'console-list-inactive' });
    assert.deepEqual(Object.keys(await policies({})), [':']);
  });

  it('may give what the machine has not, directly below the root', async () => {
    const rich = { ...roomy, memory: 1e9, cpuids: [77], bridges: ['nowhere'] };
    assert.deepEqual(await info({ alice: rich }), ['unikernel-info']);
  });

  it('are refused where they go beyond the one above, and the command is answered so', async () => {
    const large = { ...roomy, memory: 2000 };
    const reason = 'policy above allows 1024 MB memory, which is fewer than 2000 MB';
    await info({ alice: roomy });
    assert.deepEqual(await info({ alice: roomy, bob: large }), refused('alice:bob', reason));
    assert.deepEqual(await info({ carol: roomy, bob: large }), refused('carol', reason));
    assert.deepEqual(Object.keys(await policies({})).sort(), [':', 'alice:', 'carol:bob:']);
  });

  it('are set deepest first, so that both cannot be raised at once', async () => {
    const small = { ...roomy, memory: 100 };
    assert.deepEqual(await info({ alice: small, bob: small }), ['unikernel-info']);
    const reason = 'policy above allows 100 MB memory, which is fewer than 1024 MB';
    assert.deepEqual(await info({ alice: roomy, bob: roomy }), refused('alice:bob', reason));
  });

  it('are refused where they do not contain those below', async () => {
    await info({ alice: roomy, bob: roomy });
    const reason = 'policy above allows 9 unikernels, which is fewer than 10';
    assert.deepEqual(await info({ alice: { ...roomy, unikernels: 9 } }), refused('alice', reason));
  });

  const tooSmall: [string, Partial<Policy>, string][] = [
    ['CPUs', { cpuids: [2] }, 'policy does not allow CPUids 0, 1'],
    [
      'bridges',
      { bridges: ['b', 'a'] },
      'policy allows bridges a, b, which is not a superset of service',
    ],
    [
      'unikernels',
      { unikernels: 1 },
      'unikernel would exceed running unikernel limit set by policy to 1, running 2',
    ],
    [
      'memory',
      { memory: 95 },
      'unikernel would exceed running memory limit set by policy to 95 MB, used 96 MB',
    ],
    [
      'volumes',
      { block: 4 },
      'unikernel would exceed running block storage limit set by policy to 4 MB, used 5 MB',
    ],
    [
      'volumes, where none are allowed',
      { block: null },
      'unikernel would exceed running block storage limit set by policy to 0 MB, used 5 MB',
    ],
  ];
  for (const [what, change, reason] of tooSmall) {
    it(`are refused below what is in use, for every command of the domain [${what}]`, async () => {
      const { host } = emulated;
      await create(host, alice('one'), { memory: 48, networkDevices: [network('service')] });
      await create(host, alice('two'), { memory: 48, cpuids: [0, 1] });
      await words(host, alice('data'), { type: 'block-add', size: 5 });
      const small = { domains: { alice: { ...roomy, ...change } } };
      assert.deepEqual(await info(small.domains), refused('alice', reason));
      const destroy = { type: 'unikernel-destroy' } as const;
      assert.deepEqual(
        await words(host, { ...small, label: 'one' }, destroy),
        refused('alice', reason),
      );
    });
  }

  it('limit what is created, by what runs at and below their domain', async () => {
    const { host } = emulated;
    const inAlice = (label: string, policy: Partial<Policy>) => ({
      domains: { alice: { ...roomy, ...policy } },
      label,
    });
    const bob = { domains: { alice: roomy, bob: roomy }, label: 'deep' };
    await create(host, bob, { memory: 100 });
    assert.deepEqual(await create(host, inAlice('one', { memory: 1024 }), { memory: 925 }), [
      'failure: maximum allowed memory (1024, used 100) would be exceeded (requesting 925)',
    ]);
    assert.deepEqual(await create(host, alice('one'), { cpuids: [3, 1, 4] }), [
      'failure: CPUids 3, 4 are not allowed by policy',
    ]);
    const networkDevices = [network('a', 'management'), network('b', 'service')];
    assert.deepEqual(await create(host, alice('one'), { networkDevices }), [
      'failure: bridges management not allowed by policy',
    ]);
    const only = { domains: { carol: { ...roomy, unikernels: 1 } } };
    await create(host, { ...only, label: 'one' });
    assert.deepEqual(await create(host, { ...only, label: 'two' }), [
      'failure: maximum amount of unikernels (1) reached',
    ]);
  });

  it('limit volumes, by the sum of their sizes, and forbid them where they say nothing', async () => {
    const { host } = emulated;
    const add = (about: About, size: number) => words(host, about, { type: 'block-add', size });
    assert.deepEqual(await add(alice('one'), 60), ['added block device']);
    assert.deepEqual(await add(alice('two'), 41), [
      'failure: block device policy limit of 100 MB (used 60 MB) would be exceeded by the request (41 MB)',
    ]);
    const none = { domains: { bob: { ...roomy, block: null } }, label: 'one' };
    assert.deepEqual(await add(none, 1), ['failure: no block devices are allowed by policy']);
  });

  it('survive a restart of the host', async () => {
    await info({ alice: roomy });
    await emulated.host.restart();
    assert.deepEqual(Object.keys(await policies({})).sort(), [':', 'alice:']);
    assert.deepEqual(await volumes(emulated.host, {}), {});
  });
});
