import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Actor } from '../../../../src/identity/access/actor.ts';
import { scopes } from '../../../../src/identity/access/scopes.ts';
import type { Token } from '../../../../src/identity/tokens/entity.ts';
import { tokenFields } from '../../accounts/identity-fixture.ts';
import { bearerOf, Intruder, type TokenShop } from './intruder.ts';
import { anyMove } from './moves.ts';
import { anyReach } from './reaches.ts';

export const start = new Date('2026-11-22T12:00:00Z');
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
export async function neverGetsMore(sequences: number, open: () => Promise<World>): Promise<void> {
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
