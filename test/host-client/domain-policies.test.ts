import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import { DomainPolicies } from '../../src/host-client/domains/domain-policies.ts';
import { domainOf, smallPolicy } from '../hosts/support/host-world.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

const alice = domainOf('alice');
const one = { id: 'a', name: parseLabel('one') };

function fresh() {
  const time = new ManualTime();
  return { time, policies: new DomainPolicies(one, new LocalLocks(time.timer)) };
}

describe('the policies that commands present', () => {
  it('are presented by many at once, as they were given', async () => {
    const { policies } = fresh();
    const both = await Promise.all([policies.present(alice), policies.present(alice)]);
    assert.deepEqual(
      both.map(({ domain }) => domain),
      [alice, alice],
    );
  });

  it('are the new ones for who comes after a change, and only in that domain', async () => {
    const { policies } = fresh();
    const larger = { ...smallPolicy, memory: 999 };
    await policies.change(alice.label, async () => larger);
    assert.equal((await policies.present(alice)).domain.policy.memory, 999);
    const bob = await policies.present(domainOf('bob'));
    assert.deepEqual(bob.domain.policy, smallPolicy);
  });

  it('stay as they were where a change fails, and others pass again', async () => {
    const { policies } = fresh();
    const failing = policies.change(alice.label, () => Promise.reject(new Error('away')));
    await assert.rejects(failing, { message: 'away' });
    assert.deepEqual((await policies.present(alice)).domain, alice);
  });

  it('are not overtaken: who comes while a change waits comes after it', async () => {
    const { policies } = fresh();
    const order: string[] = [];
    const running = await policies.present(alice);
    const changing = policies.change(alice.label, async () => {
      order.push('change');
      return smallPolicy;
    });
    const later = policies.present(alice).then(() => order.push('later'));
    await settle();
    assert.deepEqual(order, []);
    await running[Symbol.asyncDispose]();
    await Promise.all([changing, later]);
    assert.deepEqual(order, ['change', 'later']);
  });

  it('are waited for 30 s, then the host is busy, and nobody is held up by who gave up', async () => {
    const { time, policies } = fresh();
    const running = await policies.present(alice);
    const changing = policies.change(alice.label, async () => null);
    const refused = assert.rejects(changing, { code: 'host-busy', status: 503 });
    await time.pass(30_000);
    await refused;
    await policies.present(alice);
    await running[Symbol.asyncDispose]();
  });
});
