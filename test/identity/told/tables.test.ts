import assert from 'node:assert/strict';
import { type IdentityFixture, makeIdentity } from '../accounts/identity-fixture.ts';

describe('the tables of identity', () => {
  let identity: IdentityFixture;
  before(async () => {
    identity = await makeIdentity();
  });
  after(() => identity.database.close());

  it('are those that the migrations create', async () => {
    const { migrator } = identity.database.orm;
    assert.equal(await migrator.checkSchema(), false);
  });
});
