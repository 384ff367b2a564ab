import { addPeriod, type Period } from './periods.ts';

/** When a token ends, as its owner says it: at a time (null: never), or so long from now. */
export interface Ending {
  readonly expiresAt?: Date | null | undefined;
  readonly expiresIn?: Period | undefined;
}

/** The time that is meant; undefined where nothing is said. */
export function endOf({ expiresAt, expiresIn }: Ending, now: Date): Date | null | undefined {
  return expiresIn ? addPeriod(now, expiresIn) : expiresAt;
}
