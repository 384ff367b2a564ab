import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { mayBeEnded } from '../state/exit.ts';

/** Milliseconds after which it is written anew that one is still there, and looks at its host may take. */
const together = 90_000;

/**
 * Whether one that has exited may have gone with all else that its host knew, as where its daemon is started
 * anew without its state and takes the tenders along: nothing tells that it ended by itself, nothing that
 * ran then ran on, and where the host had others, one of these went with it.
 */
export function isLostWithAll(
  own: RegisteredUnikernel,
  all: readonly RegisteredUnikernel[],
): boolean {
  const { exit, absentSince } = own.observation;
  if (absentSince === null || !mayBeEnded(exit)) return false;
  const others = all.filter(({ id }) => id !== own.id);
  return !others.some(ranOn(absentSince)) && hadCompany(others, absentSince);
}

/** Whether one ran when another was missed, and thereafter. */
function ranOn(missedAt: Date) {
  const lasting = new Date(missedAt.getTime() + together);
  return ({ observation: { upSince, absentSince } }: RegisteredUnikernel): boolean => {
    if (upSince === null || upSince >= missedAt) return false;
    return absentSince === null || absentSince > lasting;
  };
}

/**
 * Whether any other went at that time without having been told to. All may have been started anew since: that
 * nothing ran on tells nothing then.
 */
function hadCompany(others: readonly RegisteredUnikernel[], missedAt: Date): boolean {
  const there = others.filter(
    ({ destroyedAt, observation: { seenAt } }) => destroyedAt === null && seenAt !== null,
  );
  const went = ({ desired, observation: { absentSince, exit } }: RegisteredUnikernel) =>
    desired === 'running' &&
    absentSince !== null &&
    mayBeEnded(exit) &&
    Math.abs(absentSince.getTime() - missedAt.getTime()) <= together;
  return there.length === 0 || there.some(went);
}
