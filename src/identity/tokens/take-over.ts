import { Problem } from '../../base/errors.ts';
import { isExpired } from '../../base/expiry.ts';
import type { EntityManager } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import { Token } from './entity.ts';
import { lineageOf } from './lineage.ts';
import { lockMaker } from './maker.ts';
import { reachOf } from './reach.ts';

/**
 * Makes a token that rotates another one the maker of that one, so that revoking it ends the secret that it
 * got; its limit stays its own. Refuses a token made by one outside the caller's line that still works, and one
 * that the caller descends from. What a person rotates is that person's.
 * The account has to be locked. Throws as `lockMaker`, and `session-only`.
 */
export async function takeOver(
  em: EntityManager,
  actor: Actor,
  token: Token,
  now: Date,
): Promise<void> {
  const { credential } = actor;
  if (credential.kind === 'session') {
    token.madeBy = null;
    token.takenOver = false;
    return;
  }
  if (await comesOf(em, token.id, credential.id)) return;
  if (await comesOf(em, credential.id, token.id)) throw ofOthers();
  if (token.madeBy && (await isLiving(em, token.madeBy, now))) throw ofOthers();
  token.madeBy = await lockMaker(em, actor, [reachOf(token)]);
  token.takenOver = true;
}

async function isLiving(em: EntityManager, id: string, now: Date): Promise<boolean> {
  const token = await em.findOne(Token, { id, revokedAt: null });
  return token !== null && !isExpired(token.expiresAt ?? null, now);
}

/** Whether a token is this one, or comes of it. */
async function comesOf(em: EntityManager, id: string, maker: string): Promise<boolean> {
  return (await lineageOf(em, id)).some((each) => each.id === maker);
}

function ofOthers(): Problem {
  const detail =
    'Another token made this one, or yours descends from it. It can be rotated by itself, by the tokens that it descends from, and by you when signed in.';
  return new Problem('session-only', detail);
}
