import assert from 'node:assert/strict';
import { noteSeen, readUnseen } from '../../../src/audit/activity/unseen-events.ts';
import { hostDegraded } from '../../../src/hosts/host-events.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { toldBy } from '../../database/support/read-plans.ts';
import { sessionActor } from '../../support/actors.ts';
import { NotificationWorld } from '../support/notification-world.ts';

describe('what was not seen yet', () => {
  let world: NotificationWorld;
  const ids = new Map<string, string>();
  beforeEach(async () => {
    ids.clear();
    world = await NotificationWorld.open();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = () => world.clock.tell();
  const idOf = async (name: string) => {
    const id = ids.get(name) ?? (await world.account(name));
    ids.set(name, id);
    return id;
  };
  const unseen = async (name: string, admin = false) => {
    const id = await idOf(name);
    const account = { ...sessionActor(name, admin).account, id };
    const { count, events } = await readUnseen(world.database, at, account);
    return { count, numbers: events.map(({ number }) => number), id };
  };
  const publish = async (...events: ReturnType<typeof happening>[]) => {
    await record(world.database, ...events);
    await world.looked(events.length);
  };

  it('is what is not well of one’s own, and of hosts for administrators', async () => {
    const degraded = { ...hostDegraded.of({ host: 'one', reason: null }), account: null, at: at() };
    const info = happening('i', { at: at(), severity: 'info' });
    const old = happening('old', { at: new Date(at().getTime() - 8 * 24 * 3_600_000) });
    await publish(happening('a', { at: at() }), degraded, info, old);
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 1, numbers: [1] });
    assert.partialDeepStrictEqual(await unseen('alice', true), { count: 2, numbers: [2, 1] });
    assert.partialDeepStrictEqual(await unseen('bob'), { count: 0, numbers: [] });
  });

  it('is what was counted up since, before anything else had happened', async () => {
    await publish(happening('a', { at: at() }));
    world.clock.pass(60_000);
    await publish(happening('i', { at: at(), severity: 'info' }));
    world.clock.pass(60_000);
    await record(world.database, happening('a', { at: at() }));
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 1, numbers: [1] });
  });

  it('is counted whole, and shown by its newest', async () => {
    const many = Array.from({ length: 30 }, (_, n) => happening(`u-${n}`, { at: at() }));
    await publish(...many);
    const { count, numbers } = await unseen('alice');
    assert.deepEqual([count, numbers.length, numbers[0]], [30, 10, 30]);
  });

  it('reads nothing of what happened before the seven days', async () => {
    const day = 24 * 3_600_000;
    const old = { at: new Date(at().getTime() - 8 * day) };
    await publish(...Array.from({ length: 20 }, (_, n) => happening(`old-${n}`, old)));
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 0, numbers: [] });
    await record(world.database, happening('new', { at: at() }));
    await world.looked(21);
    const asked = await toldBy(world.database, () => unseen('alice'));
    assert.deepEqual(
      asked.filter((sql) => /`?number`? > 0\b/.test(sql)),
      [],
    );
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 1, numbers: [21] });
  });

  it('ends with what was seen, and never begins again', async () => {
    await publish(...['a', 'b', 'c'].map((name) => happening(name, { at: at() })));
    const { id } = await unseen('alice');
    await noteSeen(world.database, id, 2);
    await noteSeen(world.database, id, 1);
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 1, numbers: [3] });
  });

  it('holds nothing of what is muted', async () => {
    await publish(...['web', 'db'].map((name) => happening(name, { at: at() })));
    const { id } = await unseen('alice');
    const until = new Date(at().getTime() + 3_600_000);
    await world.mutes.mute(id, 'hosts/one/unikernels/web', until);
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 1, numbers: [2] });
    world.clock.pass(3_600_000);
    assert.partialDeepStrictEqual(await unseen('alice'), { count: 2 });
  });
});
