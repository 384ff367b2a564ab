import { dataOf } from '../../api/client.ts';
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
  for (const { id } of unfinished) {
    await dataOf(api.POST('/api/v1/deployments/{id}/cancel', { params: { path: { id }, query } }));
  }
  const cancelled = unfinished.map(({ id }) => id);
  out.result(
    { ...place, cancelled },
    () => `Cancelled the deployment of ${place.host}/${place.name}.`,
  );
}
