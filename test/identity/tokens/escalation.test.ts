import { parseLabel } from '../../../src/albatross/names.ts';
import type { ActingAccount, Actor } from '../../../src/identity/access/actor.ts';
import type { Token } from '../../../src/identity/tokens/entity.ts';
import { neverGetsMore, start } from './support/never-gets-more.ts';
import { quickShop } from './support/shops.ts';

describe('whoever has a token never gets more out of it than it has', () => {
  const name = parseLabel('ada');
  const account: ActingAccount = { id: '1', name, email: 'ada@example.org', admin: true };

  it('in 10,000 sequences of moves, as the service decides', async function () {
    this.timeout(300_000);
    await neverGetsMore(10_000, async () => {
      const stored = new Map<string, Token>();
      const owner: Actor = { account, credential: { kind: 'session', id: '1' } };
      return { owner, shop: quickShop(stored, start), tokens: async () => [...stored.values()] };
    });
  });
});
