import { Problem } from '../../base/errors.ts';
import type {
  BriefConsoleOptions,
  ConsoleEvent,
  ConsoleStartRequest,
  Feed,
} from '../managed-host.ts';

export interface OwnConsole extends BriefConsoleOptions {
  readonly open: (start: ConsoleStartRequest) => Feed<ConsoleEvent>;
}

/**
 * What a shared console shows, and what an own one does from where that is left to other clients on, or where it is
 * there although its host does not list it.
 */
export function sharedOrOwnConsole(
  shared: Feed<ConsoleEvent>,
  start: ConsoleStartRequest,
  { open, isThere = false }: OwnConsole,
): Feed<ConsoleEvent> {
  let own: Feed<ConsoleEvent> | null = null;
  let from = start;
  const follow = (error: unknown): Feed<ConsoleEvent> => {
    if (!isLeft(error) && !(isThere && isUnlisted(error))) throw error;
    own ??= open(from);
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

const isLeft = (error: unknown): boolean => error instanceof Problem && error.code === 'host-busy';

const isUnlisted = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'unikernel-unknown';
