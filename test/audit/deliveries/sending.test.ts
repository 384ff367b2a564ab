import assert from 'node:assert/strict';
import { Channel } from '../../../src/audit/channels/entity.ts';
import { readSettings } from '../../../src/audit/channels/settings.ts';
import { Delivery } from '../../../src/audit/deliveries/entity.ts';
import { purgeDeliveries } from '../../../src/audit/deliveries/purge-deliveries.ts';
import { unlessAborted } from '../../../src/base/timer.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { NotificationWorld } from '../support/notification-world.ts';
import { verifyWebhook } from '../support/receiver.ts';

const answer = { status: 204, retryAfter: null, text: '' };

describe('what is sent', () => {
  it('goes with its channel, whoever has left it behind', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    world.post = async () => ({ ...answer, status: 500 });
    await world.deliveries.test(channel);
    await until(async () => (await world.all())[0]?.tries === 1);
    await world.database.em().nativeDelete(Channel, { id: channel.id });
    world.pass(60_000);
    await until(async () => (await world.all()).length === 0);
    await assert.rejects(world.deliveries.test(channel), /no channel/);
    assert.deepEqual(world.reports, []);
  });

  it('ends no channel that has another address meanwhile', async () => {
    await using world = await NotificationWorld.open();
    const alice = await world.account('alice');
    const { channel } = await world.webhook(alice, 'https://a.example/');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    world.post = async () => {
      ask();
      await held;
      return { ...answer, status: 410 };
    };
    await record(world.database, happening('web'));
    await asked;
    await world.channels.change(alice, channel.id, { url: 'https://b.example/' });
    release();
    await world.settled();
    assert.equal((await world.channels.get(alice, channel.id)).enabled, true);
  });

  it('is forgotten after 30 days, also where it waits for whoever is suspended', async () => {
    await using world = await NotificationWorld.open();
    const alice = await world.account('alice', { active: false });
    await world.webhook(alice, 'https://a.example/');
    await record(world.database, happening('web'));
    await until(async () => (await world.all()).length === 1);
    world.clock.passDays(29);
    await purgeDeliveries(world.database, world.clock.tell);
    assert.equal((await world.all()).length, 1);
    world.clock.passDays(2);
    await purgeDeliveries(world.database, world.clock.tell);
    assert.deepEqual(await world.all(), []);
  });

  it('waits for four days at most', async () => {
    await using world = await NotificationWorld.open();
    await world.webhook(await world.account('alice'), 'https://a.example/');
    world.post = async () => ({ ...answer, status: 500 });
    await record(world.database, happening('web'));
    await until(async () => (await world.all())[0]?.tries === 1);
    world.clock.passDays(5);
    world.wake();
    await world.settled();
    assert.equal((await world.all())[0]?.state, 'failed');
  });

  const many = (count: number) => Array.from({ length: count }, (_, n) => happening(`u-${n}`));

  it('is no more than 20,000 of an account, an equal share for each of its webhooks', async () => {
    await using world = await NotificationWorld.open();
    const alice = await world.account('alice');
    await world.webhook(alice, 'https://a.example/');
    for (let n = 1; n < 20; n += 1) await world.webhook(alice, 'https://a.example/', ['check.']);
    world.post = async ({ signal }) => await unlessAborted(new Promise(() => {}), signal);
    await record(world.database, ...many(1_010));
    await world.looked(1_010);
    const all = (await world.all()).filter(({ event }) => event !== null);
    assert.equal(all.filter(({ state }) => state === 'waiting').length, 1_000);
    assert.deepEqual(
      all.slice(0, 11).map(({ state }) => state),
      [...Array.from({ length: 10 }, () => 'failed'), 'waiting'],
    );
    assert.equal(all[0]?.fault, 'More than 1000 deliveries are waiting: the oldest are given up.');
  });

  it('is all of what has happened at once, although the receiver refuses every third', async function () {
    this.timeout(120_000);
    await using world = await NotificationWorld.open();
    await world.webhook(await world.account('alice'), 'https://a.example/');
    let asked = 0;
    const ids = new Set<string | undefined>();
    world.post = async ({ headers }) => {
      asked += 1;
      ids.add(headers['webhook-id']);
      return { ...answer, status: asked % 3 === 0 ? 503 : 204 };
    };
    world.isPaused = true;
    await record(world.database, ...many(1_200));
    world.isPaused = false;
    world.pass(10_000);
    const left = () => world.database.em().count(Delivery, { nextTryAt: { $ne: null } });
    await world.looked(1_200);
    while ((await left()) > 0) {
      await until(async () => (await world.deliveries.waiting()).due === 0);
      world.pass(3_600_000);
    }
    const made = (await world.all()).filter(({ event }) => event !== null);
    assert.equal(made.length, 1_200);
    assert.ok(made.every(({ state }) => state === 'delivered'));
    assert.deepEqual([...ids].sort(), made.map(({ id }) => id).sort());
  });

  it('is not sent where the key of its channel is lost, which is shown beside all others', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    const { id } = channel;
    await world.database.em().nativeUpdate(Channel, { id }, { sealedSettings: 'lost.x' });
    await world.deliveries.test(channel);
    await until(async () => /key not given/.test(`${(await world.all())[0]?.fault}`));
    const found = await world.channels.get(channel.owner, id);
    assert.partialDeepStrictEqual(readSettings(world.box, found), {
      settings: null,
      fault: 'Its settings are sealed with a key not given.',
    });
  });

  it('is sent again by a channel whose key was lost, once its address is given anew', async () => {
    await using world = await NotificationWorld.open();
    const alice = await world.account('alice');
    const { channel } = await world.webhook(alice, 'https://a.example/');
    const text = await world.text(alice, 'https://a.example/');
    const lose = { sealedSettings: 'lost.x' };
    await world.database.em().nativeUpdate(Channel, { owner: alice }, lose);
    const { id } = channel;
    const renamed = await world.channels.change(alice, id, { name: 'mine', enabled: false });
    assert.partialDeepStrictEqual(renamed, { ...lose, name: 'mine', enabled: false });
    await assert.rejects(world.channels.rotate(alice, id), { code: 'channel-unreadable' });
    const incomplete = { url: 'https://b.example/' };
    const { id: chat } = text.channel;
    await assert.rejects(world.channels.change(alice, chat, incomplete), { code: 'invalid-body' });
    const template = '{{title}}';
    await assert.rejects(world.channels.change(alice, chat, { template }), {
      code: 'invalid-body',
    });
    await world.channels.change(alice, chat, { ...incomplete, template });
    await world.channels.change(alice, id, { ...incomplete, enabled: true });
    const { secret } = await world.channels.rotate(alice, id);
    const sent: Parameters<typeof world.post>[0][] = [];
    world.post = async (request) => {
      sent.push(request);
      return answer;
    };
    await world.deliveries.test(channel);
    await world.settled();
    const [request] = sent;
    assert.equal(request?.url.href, 'https://b.example/');
    assert.ok(request && secret);
    const received = { method: 'POST', path: '/', body: request.body, headers: request.headers };
    assert.ok(verifyWebhook(secret, received, world.clock.tell()));
  });

  it('is a test once a minute at most', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    world.post = async () => answer;
    await world.deliveries.test(channel);
    world.clock.pass(20_000);
    await assert.rejects(world.deliveries.test(channel), {
      code: 'too-many-requests',
      headers: { 'Retry-After': '40' },
    });
    world.clock.pass(40_000);
    await world.deliveries.test(channel);
    world.clock.pass(-120_000);
    await assert.doesNotReject(world.deliveries.test(channel), 'a clock that was put back');
    world.pass(120_000);
    await world.settled(3);
  });

  it('is sent again by hand once a minute at most', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    let sent = 0;
    world.post = async () => {
      sent += 1;
      return answer;
    };
    const { id } = await world.deliveries.test(channel);
    const again = () => world.deliveries.again(channel, id);
    const tooOften = (left: string) => ({
      code: 'too-many-requests',
      headers: { 'Retry-After': left },
    });
    await assert.rejects(again(), tooOften('60'), 'it is on its way');
    await world.settled();
    world.clock.pass(20_000);
    await assert.rejects(again(), tooOften('40'));
    world.clock.pass(40_000);
    await again();
    await assert.rejects(again(), tooOften('60'));
    await world.settled();
    assert.equal(sent, 2);
  });

  it('is asked by hand of a receiver that has put it off once a minute at most', async () => {
    await using world = await NotificationWorld.open();
    const { channel } = await world.webhook(await world.account('alice'), 'https://a.example/');
    let sent = 0;
    world.post = async () => {
      sent += 1;
      const retryAfter = new Date(world.clock.tell().getTime() + 86_400_000);
      return { ...answer, status: 429, retryAfter };
    };
    await record(world.database, happening('web'));
    await until(async () => (await world.all())[0]?.tries === 1);
    await record(world.database, ...many(6));
    await until(async () => (await world.all()).length === 7);
    assert.deepEqual(await world.deliveries.waiting(), { due: 0, later: 7 });
    world.pass(60_000);
    const asked = (await world.all())[1];
    assert.ok(asked);
    await world.deliveries.again(channel, asked.id);
    const tried = async () => (await world.all()).filter(({ tries }) => tries === 1);
    await until(async () => (await tried()).length >= 5);
    const rested = { tries: 0, event: { $ne: null }, id: { $ne: asked.id } };
    const [other] = await world.database.em().find(Delivery, rested);
    assert.ok(other);
    const end = world.clock.tell().getTime() + 86_400_000;
    const put = await world.deliveries.again(channel, other.id);
    assert.equal(put.nextTryAt?.getTime(), end);
    assert.equal(sent, 5);
  });

  it('is not sent a second time beside itself where another one fails', async () => {
    await using world = await NotificationWorld.open();
    await world.webhook(await world.account('alice'), 'https://a.example/');
    const sent: number[] = [];
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let isBroken = true;
    world.post = async ({ body }) => {
      const { number } = JSON.parse(body).data;
      sent.push(number);
      if (number === 2 && isBroken) throw new Error('broken');
      if (number === 3) await held;
      return answer;
    };
    await record(world.database, happening('first'));
    await world.settled();
    await record(world.database, happening('broken'), happening('held'));
    await until(() => sent.length === 3);
    await record(world.database, happening('later'));
    await world.looked(4);
    isBroken = false;
    release();
    await until(() => world.reports.length === 1);
    assert.equal(sent.length, 3, 'a channel rests after what nobody expected');
    world.pass(10_000);
    await world.settled(4);
    assert.deepEqual(sent.toSorted(), [1, 2, 2, 3, 4]);
  });
});
