import { answerEvents, eventStreamType, type ServerEvent } from '../http/event-stream.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Deps } from '../unikernels/deps.ts';
import { type PrintedLine, watchConsole } from '../unikernels/watch-console.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { findNamedUnikernel } from './find-named.ts';
import { inPhrases } from './host-phrases.ts';
import { namedInQuery, nameQuery } from './named-unikernel.ts';
import { formatTimestamp } from './timestamps.ts';

/** How many of the last lines come first. */
const lastLines = 40;

/** `GET /api/unikernel/console`: unlike mollymawk's it answers 200 once the host has agreed. */
export function watchConsoleRoute(deps: Pick<Deps, 'places' | 'timer'>): Route {
  return defineMollymawkRoute({
    method: 'GET',
    path: '/api/unikernel/console',
    action: 'watchConsole',
    access: scope('unikernels:read'),
    query: nameQuery,
    streams: eventStreamType,
    handle: async (request) => {
      const { signal } = request;
      const named = namedInQuery(request.query);
      const lines = await inPhrases(named.phrases, named.host, async () => {
        const location = await findNamedUnikernel(deps, request, 'unikernels:read', named);
        return await watchConsole(location, { start: { count: lastLines } }, signal);
      });
      return answerEvents(lines, { timer: deps.timer, signal, format: formatLine });
    },
  });
}

function formatLine({ data: { timestamp, line } }: ServerEvent<PrintedLine>): string {
  const shown = { timestamp: formatTimestamp(new Date(timestamp), 'T'), line };
  return `data:${JSON.stringify(shown)}\n\n`;
}
