import assert from 'node:assert/strict';
import { HostSlots } from '../../src/host-client/host-slots.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** Two slots, both taken. */
async function fullSlots() {
  const time = new ManualTime();
  const slots = new HostSlots('one', 2, time.timer);
  const leave = Promise.withResolvers<void>();
  const inside = [1, 2].map(() => slots.run(() => leave.promise));
  await settle();
  return { time, slots, leave: leave.resolve, inside };
}

describe('the slots of a host', () => {
  it('let as many in as there are, and the next when one comes free', async () => {
    const { slots, leave, inside } = await fullSlots();
    let entered = false;
    const third = slots.run(async () => {
      entered = true;
    });
    await settle();
    assert.equal(entered, false);
    leave();
    await Promise.all([...inside, third]);
    assert.equal(entered, true);
  });

  it('are waited for 30 s, then the host is busy and says when to come back', async () => {
    const { time, slots } = await fullSlots();
    let entered = false;
    const third = slots.run(async () => {
      entered = true;
    });
    const refused = assert.rejects(third, { code: 'host-busy', headers: { 'Retry-After': '5' } });
    await time.pass(30_000);
    await refused;
    assert.equal(entered, false);
  });

  it('are not waited for by who has left', async () => {
    const { slots } = await fullSlots();
    const leaving = new AbortController();
    const third = slots.run(async () => {}, leaving);
    leaving.abort(new Error('gone'));
    await assert.rejects(third, { message: 'gone' });
  });

  it('are kept by what has begun, whoever leaves and however long it takes', async () => {
    const { time, slots } = await fullSlots();
    const free = new HostSlots('one', 1, time.timer);
    const leaving = new AbortController();
    const end = Promise.withResolvers<string>();
    const running = free.run(() => end.promise, leaving);
    await settle();
    leaving.abort();
    await time.pass(60_000);
    end.resolve('done');
    assert.equal(await running, 'done');
    assert.ok(slots);
  });

  it('are refused at once to who finds 256 of the domain waiting, or 1024 in all', async () => {
    const { slots } = await fullSlots();
    const wait = (domain: string, count: number) => {
      for (let n = 0; n < count; n++) slots.run(async () => {}, { domain }).catch(() => {});
    };
    const busy = { code: 'host-busy', headers: { 'Retry-After': '5' } };
    wait('alice', 256);
    await assert.rejects(
      slots.run(async () => {}, { domain: 'alice' }),
      busy,
    );
    for (const domain of ['bob', 'carol', 'dave']) wait(domain, 256);
    await assert.rejects(
      slots.run(async () => {}, { domain: 'erin' }),
      busy,
    );
  });
});

/** What enters slots, and ends when told to. */
function crowd(count: number, max = count) {
  const time = new ManualTime();
  const slots = new HostSlots('one', count, time.timer, max);
  const entered: string[] = [];
  const inside: (() => void)[] = [];
  const enter = (domain: string) =>
    slots.run(
      () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        entered.push(domain);
        inside.push(resolve);
        return promise;
      },
      { domain },
    );
  return { entered, inside, enter, time };
}

describe('the slots of a host that several domains use', () => {
  it('are never all taken by one of them', async () => {
    const { entered, enter } = crowd(4);
    for (let n = 0; n < 300; n++) enter('alice').catch(() => {});
    await settle();
    assert.deepEqual(entered, ['alice', 'alice', 'alice']);
    void enter('bob');
    await settle();
    assert.equal(entered.at(-1), 'bob');
  });

  it('are at most half for one while others wait, in turn', async () => {
    const { entered, inside, enter } = crowd(4);
    const all = ['alice', 'alice', 'alice', 'alice', 'alice', 'bob', 'bob', 'bob', 'carol'];
    for (const domain of all) void enter(domain);
    await settle();
    assert.deepEqual(entered, ['alice', 'alice', 'alice', 'bob']);
    for (const end of inside.slice(0, 3)) {
      end();
      await settle();
    }
    assert.deepEqual(entered.slice(4), ['bob', 'alice', 'carol']);
  });

  it('are never more for one than the most, though nobody waits, and it is told so', async () => {
    const { entered, inside, enter, time } = crowd(5, 2);
    for (let n = 0; n < 2; n++) void enter('alice');
    const third = enter('alice');
    await settle();
    assert.deepEqual(entered, ['alice', 'alice']);
    for (const domain of ['bob', 'carol', 'dave']) void enter(domain);
    await settle();
    assert.deepEqual(entered.slice(2), ['bob', 'carol', 'dave']);
    const refused = assert.rejects(third, {
      code: 'host-busy',
      message: /alice uses all the slots that an account may have/,
    });
    await time.pass(30_000);
    await refused;
    void enter('alice');
    inside[0]?.();
    await settle();
    assert.equal(entered.at(-1), 'alice');
  });

  it('are handed on to another domain where there is but one', async () => {
    const { entered, inside, enter } = crowd(1);
    void enter('alice');
    void enter('bob');
    await settle();
    inside[0]?.();
    await settle();
    assert.deepEqual(entered, ['alice', 'bob']);
  });
});
