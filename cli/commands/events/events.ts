import { Option } from '@commander-js/extra-typings';
import { z } from 'zod';
import { type Api, dataOf } from '../../api/client.ts';
import { followEvents, streamOf } from '../../api/event-stream.ts';
import type { Schema } from '../../api/schema.ts';
import { safeText } from '../../output/out.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { tryingAgain } from '../trying-again.ts';

interface EventsOptions {
  readonly follow?: true;
  readonly lines?: number;
  readonly type?: string;
  readonly severity?: Severity;
  readonly host?: string;
  readonly object?: string;
}

const severities = ['info', 'warning', 'error'] as const;
type Severity = (typeof severities)[number];

const event = z.looseObject({
  number: z.number(),
  type: z.string(),
  severity: z.string(),
  at: z.string(),
  account: z.string().nullable(),
  summary: z.string(),
});

/** Events that are shown where no number is given, and that are asked for at once. */
const standard = 20;
const pageSize = 200;

interface EventsQuery extends Omit<EventsOptions, 'follow' | 'lines'> {
  readonly account?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** `events`: what has happened, and with `-f` what happens. */
export const eventsCommand = (run: Run) => {
  const command = newCommand('events', {
    actsFor: true,
    summary: 'Show what has happened, the newest last',
    description:
      'To unikernels, volumes and tokens of the account; with --account "*" an administrator sees what happened to ' +
      'all of them, and to hosts. Where the connection breaks, it goes on after the last event that was shown.',
    examples: [
      ['fulmar events', 'the latest'],
      ['fulmar events -f --type unikernel. --severity warning', 'what goes wrong, as it happens'],
      ['fulmar events -f --json', 'a line of JSON each, for a program'],
    ],
  })
    .option('-f, --follow', 'keep printing new events, until Ctrl-C')
    .option('-n, --lines <count>', `how many of the latest (default: ${standard})`, wholeNumber(0))
    .option(
      '--type <type>',
      'a type, such as unikernel.exited, or a whole kind, such as unikernel. (with the dot)',
    )
    .addOption(new Option('--severity <severity>', 'this severity or worse').choices(severities))
    .option('--host <host>', 'what happened on this host')
    .option('--object <path>', 'what it happened to, as hosts/one/unikernels/web');
  return command.action((options) => run(command, (context) => showEvents(context, options)));
};

async function showEvents(context: Context, options: EventsOptions): Promise<void> {
  const { follow, lines = standard, ...filters } = options;
  const filter = { ...context.account, ...filters };
  const last = await tellLatest(context, filter, lines);
  if (!follow) return;
  const { signal } = context.deps;
  const api = await context.api(signal);
  const open = async (lastEventId: string | null) =>
    streamOf(
      await dataOf(
        api.GET('/api/v1/events/live', {
          params: { query: { ...filter, after: last } },
          headers: lastEventId === null ? {} : { 'Last-Event-ID': lastEventId },
          parseAs: 'stream',
        }),
      ),
    );
  const onAway = tryingAgain(context.out);
  for await (const { data } of followEvents({ open, signal, onAway })) tell(context, data);
}

/** Tells the latest events; gives the number of the newest of all, after which those come that follow. */
async function tellLatest(
  context: Context,
  filter: Omit<EventsOptions, 'follow' | 'lines'>,
  count: number,
): Promise<string> {
  const api = await context.api();
  const found: Schema['Event'][] = [];
  let cursor: string | null = null;
  do {
    const limit = Math.min(pageSize, Math.max(1, count - found.length));
    const query = { ...filter, limit, ...(cursor !== null && { cursor }) };
    const page = await latestOf(api, query);
    found.push(...page.data);
    cursor = page.next;
  } while (cursor !== null && found.length < count);
  for (const each of found.slice(0, count).toReversed()) tell(context, each);
  return `${found[0]?.number ?? 0}`;
}

const latestOf = (api: Api, query: EventsQuery) =>
  dataOf(api.GET('/api/v1/events', { params: { query } }));

function tell({ out }: Context, data: unknown): void {
  const told = event.parse(data);
  out.event(told, () => {
    const { at, severity, type, account, summary } = told;
    const style = severity === 'error' ? 'red' : 'yellow';
    const word = severity === 'info' ? severity : out.style(style, severity);
    return [
      at,
      word,
      safeText(type),
      ...(account ? [safeText(account)] : []),
      safeText(summary),
    ].join('  ');
  });
}
