import assert from 'node:assert/strict';
import { z } from 'zod';
import { parseLabel } from '../../../src/albatross/names.ts';
import { unlessAborted } from '../../../src/base/timer.ts';
import { Outages } from '../../../src/unikernels/health/outages.ts';
import type { RunCheck } from '../../../src/unikernels/rollouts/watch-rollout.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

const policy = { unikernels: 20, cpuids: [0], memory: 1024, block: 0, bridges: [] };

describe('the checks of several accounts on a host', () => {
  let world: UnikernelWorld;
  /** The hosts of addresses that do not answer, and of those that never say anything. */
  let down: Set<string>;
  let silent: Set<string>;
  let tries: Map<string, number>;

  const runCheck: RunCheck = async (check, { signal }) => {
    if (check.kind !== 'http') throw new Error('only HTTP is checked here');
    const { hostname } = new URL(check.url);
    tries.set(hostname, triesOf(hostname) + 1);
    if (silent.has(hostname)) await unlessAborted(new Promise(() => {}), signal);
    const ok = !down.has(hostname);
    return { ok, detail: ok ? 'It answered 200.' : 'It did not answer.', tookMs: 1 };
  };
  const triesOf = (hostname: string) => tries.get(hostname) ?? 0;

  beforeEach(async () => {
    [down, silent, tries] = [new Set(), new Set(), new Map()];
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        bob: tokenActor(['unikernels:write'], { account: 'bob' }),
      },
      ...{ policies: { alice: policy, bob: policy }, observed: true, runCheck },
    });
  });
  afterEach(() => world.close());

  const started = async (token: string, names: readonly string[]) => {
    for (const name of names) {
      const parts = { checks: [{ kind: 'http', url: `http://${name}/` }], settle: 0 };
      const { status } = await deploy(world, parts, imageWith([], name), { name, token });
      assert.equal(status, 201);
    }
  };
  const healthOf = async (name: string, token: string) => {
    const { json } = await world.ask(`/hosts/one/unikernels/${name}`, { token });
    return z.object({ health: z.string() }).parse(json).health;
  };
  const untilHealth = (health: string, token: string, name: string) =>
    until(async () => (await healthOf(name, token)) === health);

  it('are not doubted for what fails of another account alone', async () => {
    const broken = ['a1', 'a2', 'a3', 'a4'];
    await started('alice', broken);
    await started('bob', ['b1', 'b2', 'b3']);
    for (const name of broken) down.add(name);
    await untilHealth('unknown', 'alice', 'a1');
    down.add('b1');
    const before = triesOf('b1');
    await until(() => triesOf('b1') > before + 2);
    await untilHealth('failing', 'bob', 'b1');
    assert.ok(triesOf('b1') <= before + 5, `after ${triesOf('b1') - before} tries`);
  });

  it('are doubted where most of several accounts fail at once', async () => {
    await started('alice', ['a1', 'a2']);
    await started('bob', ['b1']);
    for (const name of ['a1', 'a2', 'b1']) down.add(name);
    await untilHealth('unknown', 'alice', 'a1');
    await untilHealth('unknown', 'bob', 'b1');
  });

  it('are doubted for five minutes at most, then fail', async () => {
    const broken = ['a1', 'a2', 'a3'];
    await started('alice', broken);
    for (const name of broken) down.add(name);
    await untilHealth('unknown', 'alice', 'a1');
    for (const name of broken) await untilHealth('failing', 'alice', name);
  });

  it('are tried while those of another account say nothing', async () => {
    await started('alice', ['a1']);
    await started('bob', ['b1']);
    const tried = triesOf('a1');
    silent.add('a1');
    await until(() => triesOf('a1') > tried);
    const before = triesOf('b1');
    await until(() => triesOf('b1') > before + 3);
    down.add('b1');
    await untilHealth('failing', 'bob', 'b1');
  });

  it('are tried, and told of, while others of the same account say nothing', async () => {
    await started('alice', ['a1', 'a2']);
    const tried = triesOf('a1');
    silent.add('a1');
    await until(() => triesOf('a1') > tried);
    down.add('a2');
    await untilHealth('failing', 'alice', 'a2');
    const waiting = triesOf('a1');
    down.delete('a2');
    await untilHealth('passing', 'alice', 'a2');
    assert.equal(triesOf('a1'), waiting, 'what has not answered is not asked once more');
  });
});

describe('what fails at once', () => {
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(parseLabel);
  assert.ok(alice && bob && carol);
  const found = (signs: string) => [...signs].map((sign) => ({ failed: sign === '-' }));

  /** By host, what was found of each account's unikernels; `-` fails. */
  const outages = (hosts: readonly Readonly<Record<string, string>>[]) => {
    const noted = new Outages();
    for (const [index, onHost] of hosts.entries()) {
      for (const [account, signs] of Object.entries(onHost)) {
        noted.note(`${index}`, parseLabel(account), found(signs));
      }
    }
    return noted;
  };

  it('is doubtful for the account whose it is, where that is three or more', () => {
    const noted = outages([{ alice: '---+', bob: '++-', carol: '+' }]);
    assert.ok(noted.isDoubtful('0', alice));
    assert.ok(!noted.isDoubtful('0', bob));
    assert.ok(!outages([{ alice: '--' }]).isDoubtful('0', alice));
  });

  it('is doubtful for all where it is most accounts’ on a host', () => {
    assert.ok(outages([{ alice: '--', bob: '-' }]).isDoubtful('0', bob));
    assert.ok(!outages([{ alice: '-', bob: '-' }]).isDoubtful('0', bob));
    assert.ok(!outages([{ alice: '--', bob: '-', carol: '+', dora: '+' }]).isDoubtful('0', bob));
  });

  it('is doubtful for all where it is on most hosts, unless it is one account’s', () => {
    const ofTwo = outages([{ alice: '-' }, { bob: '-' }, { carol: '+-' }]);
    assert.ok(ofTwo.isDoubtful('2', carol));
    const ofOne = outages([{ alice: '-' }, { alice: '-' }, { bob: '+-' }]);
    assert.ok(!ofOne.isDoubtful('2', bob));
    assert.ok(ofOne.isDoubtful('0', alice));
    assert.ok(!outages([{ alice: '-' }, { bob: '+' }]).isDoubtful('0', alice));
  });

  it('is forgotten with its host, and where nothing is checked any more', () => {
    const noted = outages([{ alice: '---' }, { bob: '---' }]);
    noted.forget('0');
    assert.ok(!noted.isDoubtful('0', alice));
    noted.note('1', bob, []);
    assert.ok(!noted.isDoubtful('1', bob));
  });
});
