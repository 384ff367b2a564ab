import type { Context } from '../context.ts';
import { carryOut } from './carry-out.ts';
import type { Flags } from './flags.ts';
import { type DeployRequest, sendDeployment } from './send-deployment.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Deploys one unikernel, or with `dryRun` says what that would do, and tells what came of it. */
export async function deployOne(
  context: Context,
  request: Omit<DeployRequest, 'query'>,
  { dryRun, detach, failIfBusy }: Flags,
): Promise<void> {
  const { account, out } = context;
  const { host, name } = request.place;
  const query = { ...account, ...(failIfBusy && { ifBusy: 'fail' as const }) };
  if (dryRun) {
    const dry = { ...request, query: { ...query, dryRun: 'true' as const } };
    return tellDryRun(out, request.place, await sendDeployment(await context.api(), dry));
  }
  const deployment = await carryOut(context, { ...request, query }, detach === true);
  out.event(deployment, () =>
    detach
      ? `Deployment ${deployment.id} of ${host}/${name} has begun.`
      : `Deployed ${host}/${name}.`,
  );
}
