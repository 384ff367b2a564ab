import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { ActingAccount, Actor } from '../../../src/identity/access/actor.ts';
import { scopes } from '../../../src/identity/access/scopes.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import {
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';
import { bearerOf, Intruder, type TokenShop } from './support/intruder.ts';
import { anyMove } from './support/moves.ts';
import { anyReach } from './support/reaches.ts';
import { quickShop, resetHelpers, serviceShop } from './support/shops.ts';

const start = new Date('2026-11-22T12:00:00Z');
const longest = 12;
const treasured = tokenFields({ name: 'treasure', scopes, hourlyLimit: 1_000_000 });

/** Tokens of one account, nothing else. */
interface World {
  readonly owner: Actor;
  readonly shop: TokenShop;
  /** All that is stored. */
  tokens(): Promise<readonly Token[]>;
}

/** One who begins with any token of the owner's, and a job that is trusted, and tries everything. */
async function neverGetsMore(sequences: number, open: () => Promise<World>): Promise<void> {
  const moves = fc.commands(anyMove(start), { maxCommands: longest, size: 'max' });
  let done = 0;
  const any = anyReach(start);
  const property = fc.asyncProperty(any, any, moves, async (reach, given, commands) => {
    const { owner, shop, tokens } = await open();
    const treasure = await shop.create(owner, treasured);
    const kept = { ...bearerOf(owner.account, treasure), secret: treasure.secretHash };
    const wide = { ...reach, scopes: [...new Set([...reach.scopes, 'tokens:write' as const])] };
    const root = await shop.create(owner, tokenFields(wide));
    await shop.trust(owner, 'given', given);
    const intruder = new Intruder(shop, owner.account, root, given, treasure.id);
    await fc.asyncModelRun(() => ({ model: {}, real: intruder }), commands);
    done += intruder.done;
    for (const token of await tokens()) {
      if (token.id !== treasure.id) intruder.inspect(token);
      else assert.deepEqual({ ...bearerOf(owner.account, token), secret: token.secretHash }, kept);
    }
  });
  await fc.assert(property, { numRuns: sequences });
  assert.ok(done > sequences, `only ${done} moves were not refused`);
}

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

  describe('with the service and its database', () => {
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
});
