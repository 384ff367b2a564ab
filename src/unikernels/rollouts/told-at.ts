import type { Rollout } from './rollout.ts';

/** When the host of a rollout was told, by our clock. */
export function toldAt({ deployment, steps }: Pick<Rollout, 'deployment' | 'steps'>): Date {
  const told = steps.all.find(({ name }) => name === 'host')?.finishedAt;
  return told ? new Date(told) : deployment.startedAt;
}
