import type { EndMade } from '../tokens/end-tokens.ts';
import { Trust } from './entity.ts';

/** Trusts end with the token that made them; what they gave has it for its maker, too. */
export const endMadeTrusts: EndMade = async (em, tokenIds) => {
  await em.nativeDelete(Trust, { madeBy: { $in: [...tokenIds] } });
};
