import assert from 'node:assert/strict';
import { raiseEventStorm } from './support/event-storm.ts';

/** A sample; `npm run faults -- events` has 10,000 of them. */
describe('events while two servers are killed and PostgreSQL is restarted', function () {
  this.timeout(480_000);

  it('are each stored once, told under one id until they are taken, and read by whoever follows', async () => {
    const { faults } = await raiseEventStorm({ events: 200, every: 40 });
    assert.deepEqual(faults, []);
  });
});
