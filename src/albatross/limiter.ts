/** Runs a task when there is room for it; rejects with the signal's reason where that comes first. */
export type Limiter = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** There is always room. */
export const immediately: Limiter = (task) => task();
