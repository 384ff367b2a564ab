import { Readable } from 'node:stream';
import type { Label } from '../../albatross/names.ts';
import { cursorNumber } from '../../http/paging.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { PlacedRequest, Places } from '../../places/places.ts';
import type { Consoles } from './consoles.ts';
import type { HistoryLine } from './history/lines-of.ts';
import type { HistoryRange } from './history/read-segments.ts';
import { formatHistoryLine, presentHistory } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Unikernels';

export interface ConsoleHandlerDeps {
  readonly consoles: Consoles;
  readonly places: Pick<Places, 'domainOf'>;
}

export type ConsoleHandlers = ReturnType<typeof consoleHandlers>;

/** The handlers that show what was kept of consoles. */
export function consoleHandlers({ consoles, places }: ConsoleHandlerDeps) {
  return {
    history: defineHandler({
      operationId: 'getConsoleHistory',
      tag,
      summary: 'Read what was kept of the console',
      description:
        'Also of a unikernel that has ended, and while its host is away. A search (`text`) answers ' +
        'after a second with what it has found, and after 15 s with nothing: `next` goes on. `next` may ' +
        'also lead to a page without a line. Without `limit` a page has 200.',
      params: schema.consoleParams,
      query: schema.historyQuery,
      answers: { 200: schema.historyAnswer },
      handle: async (request) => {
        const { query, signal } = request;
        const { text, ignoreCase = false, limit = 200 } = query;
        const after = cursorNumber(query.cursor) ?? query.after;
        const range = await rangeOf(places, request, { ...query, after });
        const page = { limit, signal };
        const found =
          text === undefined
            ? await consoles.page(range, page)
            : await consoles.search(range, { text, ignoreCase }, page);
        return { status: 200, body: presentHistory(found) };
      },
    }),
    download: defineHandler({
      operationId: 'downloadConsole',
      tag,
      summary: 'Download what was kept of the console',
      description: 'A line each, the oldest first: `TIMESTAMP LINE`.',
      params: schema.consoleParams,
      query: schema.downloadQuery,
      audited: true,
      answers: { 200: 'text/plain' },
      handle: async (request) => {
        const { params, signal } = request;
        const order = { order: 'asc', after: null } as const;
        const range = await rangeOf(places, request, { ...request.query, ...order });
        const text = formatted(consoles.lines(range, signal));
        const stream = Readable.from(text, { objectMode: false });
        return { status: 200, stream, headers: attachmentOf(params.name) };
      },
      head: async (request) => {
        await places.domainOf(request, request.query.account);
        return { status: 200, headers: attachmentOf(request.params.name) };
      },
    }),
  };
}

const attachmentOf = (name: Label) => ({
  'Content-Disposition': `attachment; filename="${name}-console.txt"`,
});

type ConsoleRequest = PlacedRequest & { readonly params: { readonly name: Label } };

interface AskedRange extends Pick<HistoryRange, 'order'> {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly release?: number | undefined;
  readonly after?: number | null | undefined;
}

async function rangeOf(
  places: Pick<Places, 'domainOf'>,
  request: ConsoleRequest,
  asked: AskedRange,
): Promise<HistoryRange> {
  const { host, name } = request.params;
  const domain = await places.domainOf(request, request.query.account);
  return {
    key: { host, domain, name },
    from: asked.from ?? null,
    to: asked.to ?? null,
    release: asked.release ?? null,
    after: asked.after ?? null,
    order: asked.order,
  };
}

/** Octets that are gathered before they are sent. */
const chunkSize = 16 * 1024;

async function* formatted(lines: AsyncIterable<HistoryLine>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += formatHistoryLine(line);
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
