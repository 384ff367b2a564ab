import assert from 'node:assert/strict';
import { usePostgres } from '../support/postgres.ts';
import { Fleet } from './support/fleet.ts';

/** A sample; `npm run faults -- fleet` deploys 100 on 10 hosts. */
describe('many deployments at once on many hosts, with two servers', function () {
  this.timeout(240_000);
  const url = usePostgres();

  it('are all right, and keep to the hosts’ slots', async () => {
    await using fleet = await Fleet.start({ hosts: 2, unikernels: 24, url: url() });
    const first = await fleet.deployAll();
    assert.deepEqual(first.faults, []);
    assert.ok(first.max > 1, 'they did not meet');
    assert.deepEqual((await fleet.deployAll()).faults, []);
  });
});
