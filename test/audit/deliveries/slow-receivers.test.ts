import assert from 'node:assert/strict';
import { DeliveryError } from '../../../src/base/delivery-error.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { NotificationWorld } from '../support/notification-world.ts';

describe('slow receivers', () => {
  it('hold up nobody else, however many there are', async () => {
    await using world = await NotificationWorld.open();
    const waiting: ((error: Error) => void)[] = [];
    let isClosing = false;
    world.post = async ({ url }) => {
      if (url.pathname === '/quick') return { status: 204, retryAfter: null, text: '' };
      if (isClosing) throw new DeliveryError('It did not answer.', false);
      const { promise, reject } = Promise.withResolvers<never>();
      waiting.push(reject);
      return await promise;
    };
    const giveUp = () => {
      world.clock.pass(15_000);
      for (const reject of waiting.splice(0)) reject(new DeliveryError('No answer.', false));
    };
    for (const name of ['eve', 'mallory']) {
      const owner = await world.account(name);
      for (let n = 0; n < 10; n += 1) await world.webhook(owner, `https://${name}.example/${n}`);
    }
    await world.webhook(await world.account('alice'), 'https://alice.example/quick');
    const quick = async (count: number) =>
      until(async () => {
        const all = await world.all();
        return all.filter(({ state }) => state === 'delivered').length === count;
      });
    const flood = Array.from({ length: 5 }, (_, n) =>
      ['eve', 'mallory'].map((account) => happening(`u-${n}`, { account })),
    );
    await record(world.database, ...flood.flat());
    await until(() => waiting.length === 20);
    await record(world.database, happening('one'));
    await quick(1);
    assert.equal(waiting.length, 20, 'one a receiver that is not known yet');
    giveUp();
    await until(() => waiting.length === 8);
    await record(world.database, happening('two'));
    await quick(2);
    assert.equal(waiting.length, 8, 'few of those that are known to be slow');
    isClosing = true;
    giveUp();
  });
});
