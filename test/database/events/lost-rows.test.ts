import assert from 'node:assert/strict';
import { beginDeliveries, makeDeliveries } from '../../../src/audit/deliveries/make-deliveries.ts';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { lastNumber, numberEvents } from '../../../src/database/events/number-events.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { happening, record } from './support/happenings.ts';

describe('the only row of a sequence, where it is lost', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    await lastNumber(database);
    await beginDeliveries(database, 0);
    await record(database, happening('one'));
  });
  afterEach(() => database.close());

  it('lets no event have a number that another one had', async () => {
    await database.em().execute('delete from event_sequence');
    await assert.rejects(numberEvents(database, 10), /event_sequence has lost its only row/);
    assert.equal(await database.em().count(StoredEvent, { number: { $ne: null } }), 0);
  });

  it('lets no event be told again and again', async () => {
    await numberEvents(database, 10);
    await database.em().execute('delete from delivery_cursor');
    const none = async () => new Set<string>();
    const domainsOn = async () => new Map<string, readonly string[]>();
    const made = makeDeliveries({
      database,
      clock: systemClock,
      mails: false,
      quietHosts: none,
      domainsOn,
    });
    await assert.rejects(made, /delivery_cursor has lost its only row/);
  });
});
