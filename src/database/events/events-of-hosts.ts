import { Breath } from '../../base/breath.ts';
import type { EntityManager } from '../database.ts';
import type { HostBelongings } from '../host-belongings.ts';
import { execute } from '../rows/statement.ts';
import { movedObject } from './host-object.ts';

/** Events that are changed at a time. */
const step = 500;

/** Milliseconds after which an event is not counted up any more: longer than the same one counts as it. */
const countedFor = 20 * 60_000;

const nextPast =
  'select number from events where host = ? and number > ? and last_at < ? order by number limit ?';

/** Events are found by the name that their host has now; what they say stays. Removed, they stay for their time. */
export const eventsOfHosts: HostBelongings = {
  /** Those that nobody numbers or counts up: all servers would wait for it. */
  async renamePast(em, from, to, now) {
    const breath = new Breath();
    const before = new Date(now.getTime() - countedFor);
    for (let last = 0; ; ) {
      const { rows } = await execute<{ number: number }>(em, nextPast, [from, last, before, step]);
      const newest = rows.at(-1)?.number;
      if (newest === undefined) return;
      const where = 'host = ? and number > ? and number <= ? and last_at < ?';
      await move(em, [from, to], where, [from, last, newest, before]);
      last = newest;
      await breath.take();
    }
  },
  async rename(em, from, to) {
    await move(em, [from, to], 'host = ?', [from]);
  },
};

/** What has a host is about it, or about something on it. */
async function move(
  em: EntityManager,
  [from, to]: readonly [string, string],
  where: string,
  values: readonly unknown[],
): Promise<void> {
  const [object, parameters] = movedObject(from, to);
  const statement = `update events set host = ?, object = ${object} where ${where}`;
  await execute(em, statement, [to, ...parameters, ...values]);
}
