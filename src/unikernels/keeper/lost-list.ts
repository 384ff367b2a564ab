import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { mayBeEnded } from '../state/exit.ts';

/** Milliseconds after which it is written anew that one is still there, and looks at its host may take. */
const together = 90_000;

/**
 * Whether one that has exited may have gone with all else that its host knew, as where its daemon is started
 * anew without its state and takes the tenders along: nothing tells that it ended by itself, and nothing that
 * ran then ran on.
 */
export function isLostWithAll(
  { observation: { exit, absentSince } }: RegisteredUnikernel,
  all: readonly RegisteredUnikernel[],
): boolean {
  if (absentSince === null || !mayBeEnded(exit)) return false;
  const lasting = new Date(absentSince.getTime() + together);
  return !all.some(({ observation: other }) => {
    if (other.upSince === null || other.upSince >= absentSince) return false;
    return other.absentSince === null || other.absentSince > lasting;
  });
}
