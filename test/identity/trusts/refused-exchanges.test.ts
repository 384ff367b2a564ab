import assert from 'node:assert/strict';
import { TrustWorld } from './trust-world.ts';

describe('refused exchanges', () => {
  let world: TrustWorld;
  before(async () => {
    world = await TrustWorld.open();
    await world.trust();
  });
  after(() => world.close());

  it('are limited by address, whyever they are refused; a good one is taken all the same', async () => {
    const forged = await world.issuer.token({ foreign: true });
    const strange = await world.issuer.token({ claims: { repository: 'eve/web' } });
    const statuses: number[] = [];
    for (let n = 0; n < 102; n += 1) {
      const told = await world.exchange({ token: n % 2 ? forged : strange });
      statuses.push(told.status);
      const limited = told.headers.get('retry-after') !== null;
      assert.equal(limited, told.status === 429);
    }
    const count = (status: number) => statuses.filter((each) => each === status).length;
    assert.deepEqual([count(401), count(403), count(429)], [50, 50, 2]);
    assert.deepEqual(statuses.slice(-2), [429, 429]);
    await world.exchanged();
  });
});
