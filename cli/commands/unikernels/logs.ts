import { z } from 'zod';
import { dataOf } from '../../api/client.ts';
import { followEvents, openFirst, readOnce, streamOf } from '../../api/event-stream.ts';
import { untilQuiet } from '../../api/until-quiet.ts';
import { safeText } from '../../output/out.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { tryingAgain } from '../trying-again.ts';
import { findPlace, placeArgument } from './place.ts';

interface LogsOptions {
  readonly follow?: true;
  readonly lines?: number;
  readonly timestamps?: true;
}

/** Without `-f`: when what the host has is taken to be told, once it has agreed. Milliseconds. */
const silence = { first: 1_500, longest: 10_000 };

const printedLine = z.object({ timestamp: z.string(), line: z.string() });

/** `logs`: what a unikernel has written to its console. */
export const logsCommand = (run: Run) => {
  const command = newCommand('logs', {
    actsFor: true,
    summary: 'Show the console of a unikernel',
    description: 'A host keeps the last 1024 lines, for some time after the end, too.',
    examples: [
      ['fulmar logs hello', 'what the host has'],
      ['fulmar logs -f -n 10 hello', 'the last ten lines, and then all that come'],
    ],
  })
    .argument(...placeArgument)
    .option('-f, --follow', 'keep printing new lines, until Ctrl-C')
    .option(
      '-n, --lines <count>',
      'how many of the last lines (default: all that the host has)',
      wholeNumber(0),
    )
    .option('-t, --timestamps', 'with the time of each line');
  return command.action((text, options) => run(command, (context) => logs(context, text, options)));
};

async function logs(context: Context, text: string, options: LogsOptions): Promise<void> {
  const { account, out, deps } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([deps.signal, ending.signal]);
  const path = await findPlace(context, text);
  const api = await context.api(signal);
  const query = { ...account, ...(options.lines !== undefined && { count: options.lines }) };
  const open = async (lastEventId: string | null) =>
    streamOf(
      await dataOf(
        api.GET('/api/v1/hosts/{host}/unikernels/{name}/console', {
          params: { path: { ...path }, query },
          headers: lastEventId === null ? {} : { 'Last-Event-ID': lastEventId },
          parseAs: 'stream',
        }),
      ),
    );
  const asked = deps.now();
  const told = options.follow
    ? followEvents({ open: await openFirst(open), signal, onAway: tryingAgain(out) })
    : untilQuiet(await readOnce(open, signal), {
        ...silence,
        isNews: ({ data }) => Date.parse(printedLine.parse(data).timestamp) > asked,
        end: () => ending.abort(),
      });
  const lines = options.follow ? told : first(told, options.lines ?? Number.POSITIVE_INFINITY);
  for await (const { data } of lines) {
    const { timestamp, line } = printedLine.parse(data);
    const prefix = options.timestamps ? `${timestamp}  ` : '';
    out.event({ timestamp, line }, () => `${prefix}${safeText(line)}`);
  }
  ending.abort();
}

/** No more than so many of what comes: what is written meanwhile is none of the last lines. */
async function* first<T>(source: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count;
  if (left === 0) return;
  for await (const each of source) {
    yield each;
    left -= 1;
    if (left === 0) return;
  }
}
