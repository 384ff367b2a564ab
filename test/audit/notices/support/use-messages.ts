import assert from 'node:assert/strict';
import { Notice } from '../../../../src/audit/notices/entity.ts';
import type { NewEvent } from '../../../../src/database/events/record-event.ts';
import { record } from '../../../database/events/support/happenings.ts';
import { until } from '../../../server/support/until.ts';
import { NotificationWorld } from '../../support/notification-world.ts';

const second = 1_000;
const minute = 60_000;

/** What an event says, before it is known whose it is and when it was. */
type Content = Omit<NewEvent, 'account' | 'at'>;

/** A unikernel, as events name it. */
export const of = (unikernel: string, host = 'one') => ({ host, unikernel });

/** One of a unikernel's checks, as events name it. */
export const check = (unikernel: string, number = 1) => ({
  ...of(unikernel),
  ...{ check: 'http', number, checkId: `${unikernel}-${number}` },
});

/** A world of its own for each test, with alice and the administrator root, who have mails. */
export function useMessages() {
  let world: NotificationWorld;
  let alice: string;
  let published: number;
  beforeEach(async () => {
    published = 0;
    world = await NotificationWorld.open();
    alice = await world.account('alice');
    await world.account('root', { admin: true });
  });
  afterEach(async () => {
    await world[Symbol.asyncDispose]();
    assert.deepEqual(world.reports, []);
  });

  const event = (content: Content, account: string | null = 'alice') => ({
    ...content,
    account,
    at: world.clock.tell(),
  });
  return {
    world: () => world,
    /** Alice's id. */
    alice: () => alice,
    event,
    ofServer: (content: Content) => event(content, null),
    /** Records events, and lets the time pass in which what belongs together is gathered. */
    async happen(...events: NewEvent[]) {
      published += events.length;
      await record(world.database, ...events);
      await world.looked(published);
      world.pass(30 * second);
      await world.told();
    },
    /** Lets the time pass after which is told what followed from trouble that is over. */
    async settle(released: number) {
      world.pass(2 * minute);
      const waiting = () => world.database.em().count(Notice, { behind: null });
      await until(async () => (await waiting()) === released);
      world.pass(30 * second);
      await world.told();
    },
    /** Of all mails. */
    subjects: async () => (await world.mails()).map(({ to, subject }) => `${to}: ${subject}`),
  };
}
