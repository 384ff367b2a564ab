/** Tells the time; tests pass in one of their own. */
export type Clock = () => Date;

/** The time of the machine. */
export const systemClock: Clock = () => new Date();
