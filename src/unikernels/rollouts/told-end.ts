import { type Exit, isByWantedSignal, isCaughtSignal, readExit } from '../state/exit.ts';

/** Who has ended a unikernel, as far as its host tells. */
export type EndedBy = 'itself' | 'another client' | 'untold';

/** What is told of an end. */
export interface EndTold {
  /** Of its console, the newest last; null: it is not shown. */
  readonly lines: readonly string[] | null;
  /** What its host's log tells; null: nothing, as up to 2.7. */
  readonly logged: Exit | null;
  /** Whether all of the lines are of the start that ended; else those of what ran before may be among them. */
  readonly isOfThisStart: boolean;
}

/** With what a tender exits that catches signals, where it is told to end. */
const codeAfterSignal = 1;

/**
 * Tells what ended by itself from what another client has ended: a host sends SIGTERM for `destroy`,
 * `restart` and a force create (docs/albatross-protocol.md, section 8.2).
 */
export function endedBy({ lines, logged, isOfThisStart }: EndTold): EndedBy {
  if (logged && isByWantedSignal(logged)) return 'another client';
  const isLoggedAsOwn = logged !== null && logged.code !== codeAfterSignal;
  if (isLoggedAsOwn) return 'itself';
  const said = lastWords(lines ?? []);
  if (said?.reason && isCaughtSignal(said.reason)) {
    return isOfThisStart ? 'another client' : 'untold';
  }
  return said || logged ? 'itself' : 'untold';
}

/** The newest line that tells of an end. */
function lastWords(lines: readonly string[]): Exit | null {
  for (const line of lines.toReversed()) {
    const said = readExit([line]);
    if (said) return said;
  }
  return null;
}
