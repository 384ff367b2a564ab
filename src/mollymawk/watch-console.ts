import type { Timer } from '../base/timer.ts';
import { answerEvents, eventStreamType, type ServerEvent } from '../http/event-stream.ts';
import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { UnikernelService } from '../unikernels/service.ts';
import type { PrintedLine } from '../unikernels/watch-console.ts';
import { inPhrases } from './host-phrases.ts';
import { defineMollymawkRoute } from './route.ts';
import { formatTimestamp } from './timestamps.ts';
import { namedInQuery, placeQuery } from './unikernel-place.ts';

/** How many of the last lines come first. */
const lastLines = 40;

/** `GET /api/unikernel/console`: unlike mollymawk's it answers 200 once the host has agreed. */
export function watchConsoleRoute(unikernels: UnikernelService, timer: Timer): Route {
  return defineMollymawkRoute({
    method: 'GET',
    path: '/api/unikernel/console',
    action: 'watchConsole',
    access: scope('unikernels:read'),
    query: placeQuery,
    streams: eventStreamType,
    handle: async ({ actor, query, signal }) => {
      const { place, phrases } = namedInQuery(actor, query);
      const lines = await inPhrases(phrases, place.host, () =>
        unikernels.console(actor, place, { count: lastLines }, signal),
      );
      return answerEvents(lines, { timer, signal, format: formatLine });
    },
  });
}

function formatLine({ data: { timestamp, line } }: ServerEvent<PrintedLine>): string {
  const shown = { timestamp: formatTimestamp(new Date(timestamp), 'T'), line };
  return `data:${JSON.stringify(shown)}\n\n`;
}
