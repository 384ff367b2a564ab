import type { Logger } from '../base/log.ts';

/** Milliseconds between two removals of what is kept for a time only. */
const purgeInterval = 3600 * 1000;

/** Something that removes what it has kept long enough, and how the log calls that. */
export interface Purge {
  readonly what: string;
  run(): Promise<void>;
}

/** Removes each hour what is kept for a time only, until disposed. */
export function purgeEachHour(purges: readonly Purge[], log: Logger): Disposable {
  const purge = () => {
    for (const { what, run } of purges) {
      run().catch((error) => log.error({ error }, `${what} are not removed`));
    }
  };
  const timer = setInterval(purge, purgeInterval).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
