import assert from 'node:assert/strict';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { NotificationWorld } from '../support/notification-world.ts';

const answer = { status: 204, retryAfter: null, text: '' };

describe('what is sent', () => {
  it('waits while the account is suspended, and is sent when it is active again', async () => {
    await using world = await NotificationWorld.open();
    const [alice, bob] = [await world.account('alice'), await world.account('bob')];
    await world.webhook(alice, 'https://a.example/');
    await world.webhook(bob, 'https://b.example/');
    const sent: string[] = [];
    world.post = async ({ url, body }) => {
      sent.push(`${url.host} ${JSON.parse(body).data.number}`);
      return { ...answer, status: sent.length === 1 ? 500 : 204 };
    };
    const suspend = (active: boolean) =>
      world.database.em().nativeUpdate(Account, { id: alice }, { active });
    await record(world.database, happening('web'));
    await until(async () => (await world.all())[0]?.tries === 1);
    await suspend(false);
    world.pass(60_000);
    await record(world.database, happening('db'), happening('web', { account: 'bob' }));
    await until(async () => (await world.all()).at(-1)?.state === 'delivered');
    assert.deepEqual(sent, ['a.example 1', 'b.example 3']);
    assert.deepEqual(await world.deliveries.waiting(), { due: 0, later: 2 });
    await suspend(true);
    world.pass(10_000);
    await world.settled(3);
    assert.deepEqual(sent.slice(2).toSorted(), ['a.example 1', 'a.example 2']);
  });

  it('is sent once, however long the database takes nothing down', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    const only = (mode: 'on' | 'off') => world.database.em().execute(`pragma query_only = ${mode}`);
    let sent = 0;
    world.post = async () => {
      sent += 1;
      await only('on');
      return answer;
    };
    await record(world.database, happening('web'));
    for (let n = 1; n <= 3; n += 1) {
      await until(() => world.reports.length >= n);
      world.pass(10_000);
    }
    assert.equal(sent, 1);
    await only('off');
    world.pass(10_000);
    await world.settled();
    const [delivery] = await world.all();
    assert.deepEqual([sent, delivery?.state, delivery?.tries], [1, 'delivered', 1]);
    world.post = async () => answer;
    await world.deliveries.test(channel);
    await world.settled(2);
  });

  it('waits while everything automatic is paused, but for a test', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    const sent: string[] = [];
    world.post = async ({ body }) => {
      sent.push(JSON.parse(body).type);
      return { ...answer, status: sent.length === 1 ? 500 : 204 };
    };
    await record(world.database, happening('web'));
    await until(async () => (await world.all())[0]?.tries === 1);
    world.isPaused = true;
    world.pass(60_000);
    await world.deliveries.test(channel);
    await until(async () => (await world.all())[1]?.state === 'delivered');
    assert.equal(sent.at(-1), 'channel.test');
    assert.equal(sent.length, 2);
    world.isPaused = false;
    world.pass(10_000);
    await world.settled(2);
    assert.equal(sent.length, 3);
  });
});
