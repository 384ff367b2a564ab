import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { AskingCredential } from '../../identity/access/actor.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { UnikernelLocation } from '../location.ts';

/** Where a unikernel comes from that is deployed on another host, and is to run there alone. */
export interface Move {
  readonly from: Label;
  /** What it was asked for with there. */
  readonly config: AskedConfig;
  /** RFC 3339; when it was last started there: what was started since is not ended. */
  readonly askedAt: string | null;
  /** SHA-256 of the image that ran there, in hex: any other image is left running. Absent if it was not known. */
  readonly ran?: string;
  /** Who may end it there. */
  readonly credential: AskingCredential;
}

/** Whether a unikernel that is being moved has been started anew on its former host since the move began. */
export const isAskedSince = (
  { askedAt }: { readonly askedAt?: Date | null },
  move: Pick<Move, 'askedAt'>,
): boolean => (askedAt?.toISOString() ?? null) !== move.askedAt;

/** What a unikernel would take the place of. */
export function isThere({ key: { name, host } }: Pick<UnikernelLocation, 'key'>): Problem {
  const detail = `There is a unikernel ${name} on ${host} already. Destroy it first.`;
  return new Problem('unikernel-exists', detail);
}
