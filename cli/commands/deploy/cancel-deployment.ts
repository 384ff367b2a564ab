import { dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Context } from '../context.ts';

/** How long the server has to answer to a cancellation: milliseconds. */
const patience = 15_000;

/** Cancels a deployment for somebody who has pressed Ctrl-C. Gives what became of it, in words. */
export async function cancelDeployment(context: Context, id: string): Promise<string> {
  const api = await context.api(AbortSignal.timeout(patience));
  const params = { path: { id }, query: context.account };
  try {
    await dataOf(api.POST('/api/v1/deployments/{id}/cancel', { params }));
    return 'The deployment is cancelled; what is running now keeps running.';
  } catch (error) {
    const reason = error instanceof ApiProblem ? error.message : 'The server did not answer.';
    return `The deployment ${id} goes on: it could not be cancelled. ${reason}`;
  }
}
