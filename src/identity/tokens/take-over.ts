import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import type { Token } from './entity.ts';
import { lineageOf } from './lineage.ts';
import { lockMaker } from './maker.ts';
import { reachOf } from './reach.ts';

/**
 * Makes a token that rotates another one the maker of that one, so that revoking it ends the secret that it
 * got. Refuses a token made by one outside the caller's line, and one that the caller descends from.
 * The account has to be locked. Throws as `lockMaker`, and `session-only`.
 */
export async function takeOver(em: EntityManager, actor: Actor, token: Token): Promise<void> {
  const { credential } = actor;
  if (credential.kind === 'session' || (await comesOf(em, token.id, credential.id))) return;
  if (token.madeBy || (await comesOf(em, credential.id, token.id))) throw ofOthers();
  token.madeBy = await lockMaker(em, actor, [reachOf(token)]);
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
