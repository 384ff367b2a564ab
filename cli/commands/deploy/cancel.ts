import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { paramsOf, placeArgument } from '../unikernels/place.ts';
import { findPlaceToDeploy } from './find-place.ts';

/** `cancel`: cancels the deployment of a unikernel that is in progress, and those that wait behind it. */
export const cancelCommand = (run: Run) => {
  const command = newCommand('cancel', {
    actsFor: true,
    summary: 'Cancel the deployment of a unikernel that is in progress',
    description:
      'It does what Ctrl-C does where the deployment was started, also for one that was started with --detach or by ' +
      'somebody else. What is running keeps running.',
    examples: [['fulmar cancel hello', 'after `fulmar deploy hello hello.hvt --detach`']],
  }).argument(...placeArgument);
  return command.action((text) => run(command, (context) => cancel(context, text)));
};

async function cancel(context: Context, text: string): Promise<void> {
  const { account: query, out } = context;
  const place = await findPlaceToDeploy(context, text, true); // a unikernel that is being created is not listed yet
  const api = await context.api();
  const path = '/api/v1/hosts/{host}/unikernels/{name}/deployments';
  const { data } = await dataOf(api.GET(path, paramsOf(context, place)));
  const unfinished = data.filter(({ finishedAt }) => finishedAt === null);
  if (unfinished.length === 0) {
    throw new CommandError(`No deployment of ${place.host}/${place.name} is in progress.`);
  }
  // The newest first, so that none of those that wait starts meanwhile.
  const ends: CancelEnd[] = [];
  for (const { id } of unfinished) ends.push(await cancelOne(api, id, query));
  const left = ends.flatMap(({ id, why }) => (why === null ? [] : [{ id, why }]));
  const cancelled = ends.flatMap(({ id, why }) => (why === null ? [id] : []));
  if (cancelled.length === 0) throw new CommandError(left.map(({ why }) => why).join('\n'));
  for (const { id, why } of left) out.note(`The deployment ${id} is not cancelled. ${why}`);
  out.result(
    { ...place, cancelled },
    () => `Cancelled the deployment of ${place.host}/${place.name}.`,
  );
}

/** What became of a cancellation: `why` it was not done, in the server's words, or null. */
interface CancelEnd {
  readonly id: string;
  readonly why: string | null;
}

/** One that has finished, or that the host is just being told, stays as it is. */
async function cancelOne(api: Api, id: string, query: Context['account']): Promise<CancelEnd> {
  try {
    await dataOf(api.POST('/api/v1/deployments/{id}/cancel', { params: { path: { id }, query } }));
    return { id, why: null };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'not-cancellable') throw error;
    return { id, why: error.message };
  }
}
