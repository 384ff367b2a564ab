import type { Api } from '../../api/client.ts';
import { type Deployment, deploymentSchema, followDeployment } from '../../api/deployment.ts';
import { Cancelled, CommandError, Terminated } from '../../output/command-error.ts';
import { exitCodes } from '../../output/exit-codes.ts';
import type { Context } from '../context.ts';
import { tryingAgain } from '../trying-again.ts';
import { cancelDeployment } from './cancel-deployment.ts';
import { type DeployRequest, sendDeployment } from './send-deployment.ts';
import { stepPrinter } from './step-printer.ts';

/**
 * Deploys, tells each step as it ends, and waits for what becomes of it; with `detach` only until it
 * has begun. Ctrl-C cancels the deployment. Throws `CommandError` where it does not succeed, with the
 * exit code that says how.
 */
export async function carryOut(
  context: Context,
  request: DeployRequest,
  detach: boolean,
): Promise<Deployment> {
  const api = await context.api();
  const begun = deploymentSchema.parse(await sendDeployment(api, request));
  if (detach) return begun;
  return expectSuccess(await follow(context, api, begun));
}

/** Follows one that has begun to its end; Ctrl-C cancels it. */
export async function follow(context: Context, api: Api, begun: Deployment): Promise<Deployment> {
  const { account: query, deps, out } = context;
  const { signal } = deps;
  try {
    return await followDeployment(api, begun, {
      query,
      signal,
      onChange: stepPrinter(out),
      onAway: tryingAgain(out),
    });
  } catch (error) {
    if (!signal.aborted) throw goesOn(error, begun.id);
    if (signal.reason instanceof Terminated)
      throw new Terminated(`The deployment ${begun.id} goes on.`);
    throw new Cancelled(await cancelDeployment(context, begun.id));
  }
}

/** Why it is not followed any more; the deployment itself does not mind. */
function goesOn(error: unknown, id: string): unknown {
  if (!(error instanceof CommandError)) return error;
  const message = `${error.message}\nThe deployment ${id} goes on, and is not followed any more.`;
  return new CommandError(message, error.exitCode, { cause: error });
}

/** Throws `CommandError` where it did not succeed. */
export function expectSuccess(deployment: Deployment): Deployment {
  const { state, error = 'It did not succeed.', host, unikernel } = deployment;
  if (state === 'succeeded') return deployment;
  throw new CommandError(
    `${host}/${unikernel}: ${state.replace('-', ' ')}. ${error}`,
    exitOf(state),
  );
}

function exitOf(state: Deployment['state']) {
  if (state === 'rolled-back') return exitCodes.rolledBack;
  return state === 'cancelled' || state === 'superseded' ? exitCodes.cancelled : exitCodes.failed;
}
