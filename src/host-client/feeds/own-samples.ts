import type { StatsSample } from '../../albatross/stats.ts';
import type { Feed } from '../managed-host.ts';
import { TakenElsewhere } from './stats-place.ts';

/**
 * Samples out of what a domain's subscription brings; from where another server of ours has the place of that on, out
 * of one for the unikernel alone.
 */
export function sharedOrOwn(
  shared: Feed<StatsSample>,
  openOwn: () => Feed<StatsSample>,
): Feed<StatsSample> {
  let own: Feed<StatsSample> | null = null;
  const follow = (error: unknown): Feed<StatsSample> => {
    if (!(error instanceof TakenElsewhere)) throw error;
    own ??= openOwn();
    return own;
  };
  const opened = shared.opened.catch((error: unknown) => follow(error).opened);
  opened.catch(() => {}); // whoever iterates is told
  async function* items(): AsyncGenerator<StatsSample> {
    try {
      yield* shared;
      return;
    } catch (error) {
      follow(error);
    }
    if (own) yield* own;
  }
  return { opened, [Symbol.asyncIterator]: items };
}
