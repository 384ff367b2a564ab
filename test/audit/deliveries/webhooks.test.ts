import assert from 'node:assert/strict';
import { purgeSequences } from '../../../src/audit/deliveries/purge-deliveries.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { NotificationWorld } from '../support/notification-world.ts';
import { Receiver, status, verifyWebhook } from '../support/receiver.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('webhooks', () => {
  let world: NotificationWorld;
  let receiver: Receiver;
  let alice: string;
  beforeEach(async () => {
    world = await NotificationWorld.open();
    receiver = await Receiver.open();
    alice = await world.account('alice');
  });
  afterEach(async () => {
    await world[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
    assert.deepEqual(world.reports, []);
  });

  const have = async (count: number) => {
    await until(() => receiver.received.length >= count);
    return receiver.received;
  };
  const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']);
  const tell = (name: string) => record(world.database, happening(name));

  it('are signed, and tell the event whole', async () => {
    const { secret } = await world.webhook(alice, receiver.url);
    await tell('web');
    const [first] = await have(1);
    assert.ok(first && secret);
    const told = Object(verifyWebhook(secret, first, world.clock.tell()));
    assert.deepEqual(Object.keys(told), ['type', 'timestamp', 'data']);
    assert.equal(told.type, 'unikernel.gave_up');
    assert.equal(told.timestamp, told.data.at);
    assert.partialDeepStrictEqual(told.data, {
      object: 'hosts/one/unikernels/web',
      account: 'alice',
      number: 1,
      sequence: 1,
    });
    await world.settled();
    const [delivery] = await world.all();
    assert.partialDeepStrictEqual(delivery, { state: 'delivered', status: 204, tries: 1 });
    assert.equal(delivery?.id, first.headers['webhook-id']);
    const changed = { ...first, body: first.body.replace('web', 'bew') };
    assert.throws(() => verifyWebhook(secret, changed, world.clock.tell()));
  });

  it('have their receiver’s name looked up in the share of the account', async () => {
    await world.webhook(alice, receiver.url);
    const told = Promise.withResolvers<string | undefined>();
    world.post = async ({ account }) => {
      told.resolve(account);
      return { status: 204, retryAfter: null, text: '' };
    };
    await tell('web');
    assert.equal(await told.promise, 'alice');
  });

  it('count anew what was told of an object when no event of it is kept any more', async () => {
    await world.webhook(alice, receiver.url);
    await tell('web');
    await tell('db');
    await have(2);
    const gone = { object: 'hosts/one/unikernels/web' };
    await world.database.em().nativeDelete(StoredEvent, gone);
    await purgeSequences(world.database);
    await tell('web');
    await tell('db');
    const told = (await have(4)).slice(2).map(({ body }) => JSON.parse(body).data);
    assert.deepEqual(told.map(({ object, sequence }) => `${object} ${sequence}`).sort(), [
      'hosts/one/unikernels/db 2',
      'hosts/one/unikernels/web 1',
    ]);
  });

  it('tell nothing by themselves while that is paused, and all of it afterwards', async () => {
    world.isPaused = true;
    const { channel } = await world.webhook(alice, receiver.url);
    await tell('web');
    await world.deliveries.test(channel);
    const [test] = await have(1);
    assert.match(test?.body ?? '', /channel\.test/);
    await world.settled();
    assert.equal(receiver.received.length, 1, 'what somebody asks for, and nothing else');
    world.isPaused = false;
    world.pass(10_000);
    const [, told] = await have(2);
    assert.match(told?.body ?? '', /unikernel\.gave_up/);
  });

  it('count what they tell of each object', async () => {
    await world.webhook(alice, receiver.url);
    await record(world.database, ...['a', 'b', 'a'].map((name) => happening(name)));
    await world.settled(3);
    const told = receiver.received.map(({ body }) => JSON.parse(body).data);
    const sequences = told.map(({ number, sequence }) => [number, sequence]);
    assert.deepEqual(sequences.sort(), [
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
  });

  it('are for whom the event is, and what they want', async () => {
    const bob = await world.account('bob');
    const gone = await world.account('gone', { active: false });
    const other = await Receiver.open();
    await world.webhook(bob, other.url);
    await world.webhook(gone, other.url);
    await world.webhook(alice, other.url, ['check.', 'unikernel.exited']);
    const muted = await world.webhook(alice, other.url);
    const mutedUntil = new Date(world.clock.tell().getTime() + minute);
    await world.channels.change(alice, muted.channel.id, { mutedUntil });
    await world.webhook(alice, receiver.url, ['unikernel.']);
    await record(world.database, happening('web'), happening('x', { account: 'gone' }));
    await have(1);
    await until(async () => (await world.all()).some(({ state }) => state === 'delivered'));
    assert.deepEqual([receiver.received.length, other.received.length], [1, 0]);
    await other[Symbol.asyncDispose]();
  });

  it('are sent again by the schedule, under the same id', async () => {
    await world.webhook(alice, receiver.url);
    receiver.moods.push(status(500), status(302, { location: receiver.url }), status(503));
    await tell('web');
    await have(1);
    for (const wait of [5_000, 5 * minute, 30 * minute]) {
      const { length } = receiver.received;
      const isNoted = async () => ((await world.all())[0]?.tries ?? 0) >= length;
      await until(isNoted);
      world.pass(wait - 1);
      world.pass(1);
      await have(length + 1);
    }
    await world.settled();
    assert.equal(receiver.received.length, 4);
    assert.equal(new Set(ids()).size, 1);
  });

  it('wait as long as the receiver says, whatever comes meanwhile', async () => {
    await world.webhook(alice, receiver.url);
    receiver.moods.push(status(429, { 'retry-after': '60' }));
    await tell('web');
    await until(async () => (await world.all())[0]?.tries === 1);
    await tell('db');
    await until(async () => (await world.all()).length === 2);
    world.pass(59_000);
    assert.equal(receiver.received.length, 1);
    world.pass(1_000);
    await world.settled(2);
    assert.equal(receiver.received.length, 3);
  });

  it('wait as long as the receiver says after a restart, too', async () => {
    await world.webhook(alice, receiver.url);
    receiver.moods.push(status(429, { 'retry-after': '60' }));
    await tell('web');
    await until(async () => (await world.all())[0]?.tries === 1);
    await world.restart();
    await tell('db');
    await until(async () => (await world.all()).length === 2);
    world.pass(59_000);
    assert.equal(receiver.received.length, 1);
    world.pass(1_000);
    await world.settled(2);
    assert.equal(receiver.received.length, 3);
  });

  it('wait no longer where somebody asks for a test', async () => {
    const { channel } = await world.webhook(alice, receiver.url);
    receiver.moods.push(status(503, { 'retry-after': '86400' }));
    await tell('web');
    await until(async () => (await world.all())[0]?.tries === 1);
    await world.deliveries.test(channel);
    await have(2);
  });

  it('end where the receiver wants no more', async () => {
    const { channel } = await world.webhook(alice, receiver.url);
    receiver.moods.push(status(410));
    await tell('web');
    await world.settled();
    const ended = await world.channels.get(alice, channel.id);
    assert.equal(ended.enabled, false);
    assert.match(`${ended.endedReason}`, /410/);
    const [delivery] = await world.all();
    assert.partialDeepStrictEqual(delivery, { state: 'failed', status: 410, answer: 'It is 410.' });
    const again = await world.channels.change(alice, channel.id, { enabled: true });
    assert.equal(again.endedReason, null);
  });

  it('end where nothing was taken for five days, which is told, and can be switched on again', async () => {
    const { channel } = await world.webhook(alice, receiver.url, ['unikernel.']);
    const { id } = channel;
    receiver.default = status(500);
    const fail = async (name: string) => {
      const { length } = await world.all();
      await tell(name);
      for (let tries = 1; tries <= 3; tries += 1) {
        await until(async () => (await world.all())[length]?.tries === tries);
        if (tries < 3) world.pass(2.1 * day);
      }
    };
    await fail('web');
    const failing = await world.channels.get(alice, id);
    assert.equal(failing.enabled, true, 'what fails for less than five days may come back');
    assert.ok(failing.failingSince);
    await fail('db');
    const ended = await world.channels.get(alice, id);
    assert.equal(ended.enabled, false);
    assert.match(`${ended.endedReason}`, /nothing for five days/);
    await until(async () => (await world.happened()).includes('channel.ended'));
    const again = await world.channels.change(alice, id, { enabled: true });
    assert.deepEqual([again.endedReason, again.failingSince], [null, null]);
    receiver.default = status(204);
    await tell('api');
    await world.settled(3);
    assert.equal((await world.all()).at(-1)?.state, 'delivered');
  });

  it('are signed by both secrets for a day after one was replaced', async () => {
    const { channel, secret: old } = await world.webhook(alice, receiver.url);
    await world.channels.rotate(alice, channel.id);
    const { secret } = await world.channels.rotate(alice, channel.id);
    assert.ok(old && secret && old !== secret);
    assert.match(secret, /^whsec_[\w+/]{43}=$/);
    const checked = async (count: number) => {
      const last = (await have(count)).at(-1);
      assert.ok(last);
      return [old, secret].map((each) => {
        try {
          return Boolean(verifyWebhook(each, last, world.clock.tell()));
        } catch {
          return false;
        }
      });
    };
    await tell('web');
    assert.deepEqual(await checked(1), [true, true]);
    world.clock.passDays(1);
    await tell('db');
    assert.deepEqual(await checked(2), [false, true]);
  });

  it('are sent again by hand, and as a test', async () => {
    const { channel } = await world.webhook(alice, receiver.url);
    const { id } = await world.deliveries.test(channel);
    const [first] = await have(1);
    assert.equal(JSON.parse(first?.body ?? '').type, 'channel.test');
    await world.settled();
    world.pass(minute);
    await world.deliveries.again(channel, id);
    await have(2);
    assert.deepEqual(ids(), [id, id]);
    await world.settled();
  });
});
