import { z } from 'zod';
import type { Api } from './client.ts';
import { dataOf } from './client.ts';
import { followEvents, streamOf } from './event-stream.ts';

const step = z.object({
  name: z.string(),
  state: z.enum(['running', 'passed', 'failed', 'skipped']),
  detail: z.string().nullable(),
});

/** One step of a deployment. */
export type Step = z.output<typeof step>;

/** A deployment, as answers and events have it; what is not named here is kept. */
export const deploymentSchema = z.looseObject({
  id: z.string(),
  host: z.string(),
  unikernel: z.string(),
  state: z.enum([
    'queued',
    'running',
    'succeeded',
    'rolled-back',
    'failed',
    'superseded',
    'cancelled',
    'unknown',
  ]),
  finishedAt: z.string().nullable(),
  error: z.string().optional(),
  steps: z.array(step),
});

export type Deployment = z.output<typeof deploymentSchema>;

/** What an administrator acts for. */
interface Acting {
  readonly account?: string;
}

export interface FollowDeployment {
  readonly query: Acting;
  readonly signal: AbortSignal;
  /** Called with the deployment whenever something of it has changed. */
  readonly onChange: (deployment: Deployment) => void;
  /** As in `followEvents`. */
  readonly onAway: (reason: string) => void;
}

/** Follows a deployment to its end. Throws as `followEvents` does; the deployment itself goes on. */
export async function followDeployment(
  api: Api,
  begun: Deployment,
  { query, signal, onChange, onAway }: FollowDeployment,
): Promise<Deployment> {
  onChange(begun);
  if (begun.finishedAt !== null) return begun;
  const params = { path: { id: begun.id }, query };
  const path = '/api/v1/deployments/{id}/events';
  const open = async () => streamOf(await dataOf(api.GET(path, { params, parseAs: 'stream' })));
  for await (const { data } of followEvents({ open, signal, onAway })) {
    const deployment = deploymentSchema.parse(data);
    onChange(deployment);
    if (deployment.finishedAt !== null) return deployment;
  }
  throw new TypeError('A stream that is followed ends with its deployment.');
}
