import type { Actor } from '../../../src/identity/access/actor.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import { type IdentityFixture, makeIdentity, person } from '../accounts/identity-fixture.ts';
import { neverGetsMore } from './support/never-gets-more.ts';
import { resetHelpers, serviceShop } from './support/shops.ts';

describe('whoever has a token never gets more out of it than it has, with the database', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  before(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  after(() => identity.database.close());

  it('in 300 sequences', async function () {
    this.timeout(300_000);
    await neverGetsMore(300, async () => {
      const own = { accountId: ada.account.id };
      await identity.database.em().nativeDelete(Token, own);
      await identity.database.em().nativeDelete(Trust, own);
      await resetHelpers(identity);
      return {
        owner: ada,
        shop: serviceShop(identity, ada.account),
        tokens: () => identity.tokens.list(ada.account.id),
      };
    });
  });
});
