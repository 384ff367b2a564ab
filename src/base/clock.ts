/** Tells the time; tests pass in one of their own. */
export type Clock = () => Date;

/** The time of the machine. */
export const systemClock: Clock = () => new Date();

/** Milliseconds since some moment: they only grow, whatever is done to the machine's clock. */
export type MonotonicClock = () => number;

/** Goes on while the process is stopped, and stands still while the machine sleeps. */
export const monotonicClock: MonotonicClock = () => performance.now();
