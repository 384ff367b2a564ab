import { Problem } from '../../base/errors.ts';
import type { ConsoleEvent, ConsoleStartRequest, Feed } from '../managed-host.ts';

const isLeft = (error: unknown): boolean => error instanceof Problem && error.code === 'host-busy';

/** What a shared console shows, and from where that is left to other clients on, what an own one does. */
export function leftOrShared(
  shared: Feed<ConsoleEvent>,
  start: ConsoleStartRequest,
  openOwn: (start: ConsoleStartRequest) => Feed<ConsoleEvent>,
): Feed<ConsoleEvent> {
  let own: Feed<ConsoleEvent> | null = null;
  let from = start;
  const follow = (error: unknown): Feed<ConsoleEvent> => {
    if (!isLeft(error)) throw error;
    own ??= openOwn(from);
    return own;
  };
  const opened = shared.opened.catch((error: unknown) => follow(error).opened);
  opened.catch(() => {}); // whoever iterates is told
  async function* items(): AsyncGenerator<ConsoleEvent> {
    try {
      for await (const event of shared) {
        from = { after: event.id };
        yield event;
      }
      return;
    } catch (error) {
      follow(error);
    }
    if (own) yield* own;
  }
  return { opened, [Symbol.asyncIterator]: items };
}
