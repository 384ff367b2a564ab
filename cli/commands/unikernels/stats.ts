import { z } from 'zod';
import { type Api, dataOf } from '../../api/client.ts';
import { followEvents, openFirst, streamOf } from '../../api/event-stream.ts';
import { CommandError } from '../../output/command-error.ts';
import { size } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { tryingAgain } from '../trying-again.ts';
import { findPlace, type Place, paramsOf, placeArgument } from './place.ts';

/** Counters that no number holds exactly come as text. */
const count = z.union([z.number(), z.string()]).transform(Number);

const sampleSchema = z.looseObject({
  timestamp: z.string(),
  cpu: z.looseObject({ userSeconds: z.number(), systemSeconds: z.number() }),
  memory: z.looseObject({ residentPages: count }),
  network: z.array(z.looseObject({ sentOctets: count, receivedOctets: count })),
});

type Sample = z.output<typeof sampleSchema>;

/** Octets of a page of memory, of every host that albatross runs on. */
const pageOctets = 4096;

/** States in which samples come. */
const running: ReadonlySet<string> = new Set(['running', 'starting', 'restarting']);

/** Without `-f`: milliseconds until the first sample has to have come. */
const patience = 30_000;

/** `stats`: what a unikernel uses, a sample every ten seconds. */
export const statsCommand = (run: Run) => {
  const command = newCommand('stats', {
    actsFor: true,
    summary: 'Show what a unikernel uses',
    examples: [['fulmar stats -f hello', 'a line every ten seconds, until Ctrl-C']],
  })
    .argument(...placeArgument)
    .option('-f, --follow', 'keep printing new figures, until Ctrl-C');
  return command.action((text, { follow = false }) =>
    run(command, (context) => stats(context, text, follow)),
  );
};

async function stats(context: Context, text: string, follow: boolean): Promise<void> {
  const { out, deps } = context;
  const ending = new AbortController();
  const signal = AbortSignal.any([deps.signal, ending.signal]);
  const place = await findPlace(context, text);
  const params = paramsOf(context, place);
  const api = await context.api(signal);
  await expectSamples(context, api, place, follow);
  const path = '/api/v1/hosts/{host}/unikernels/{name}/stats';
  const open = async () => streamOf(await dataOf(api.GET(path, { ...params, parseAs: 'stream' })));
  const given = await openFirst(open);
  const giveUp = () => ending.abort(new CommandError(`No sample of ${text} has come.`));
  const timer = follow ? undefined : setTimeout(giveUp, patience);
  try {
    for await (const { data } of followEvents({ open: given, signal, onAway: tryingAgain(out) })) {
      const sample = sampleSchema.parse(data);
      out.event(data, () => lineOf(sample));
      if (!follow) break;
    }
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

/**
 * What does not run gives no sample. Throws `CommandError` for it, and for what nobody knows; whoever
 * follows is told, and waits until it runs.
 */
async function expectSamples(context: Context, api: Api, place: Place, follow: boolean) {
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  const { state } = await dataOf(api.GET(path, paramsOf(context, place)));
  if (running.has(state)) return;
  const told =
    state === 'unknown'
      ? `The host ${place.host} does not answer.`
      : `${place.host}/${place.name} does not run: it is ${state}.`;
  if (!follow) throw new CommandError(told);
  context.out.note(`${told} Samples come as soon as it does.`);
}

function lineOf({ timestamp, cpu, memory, network }: Sample): string {
  const sum = (member: 'sentOctets' | 'receivedOctets') =>
    size(network.reduce((total, device) => total + device[member], 0));
  const seconds = (cpu.userSeconds + cpu.systemSeconds).toFixed(1);
  const used = size(memory.residentPages * pageOctets);
  return `${timestamp}  CPU ${seconds} s  memory ${used}  sent ${sum('sentOctets')}  received ${sum('receivedOctets')}`;
}
