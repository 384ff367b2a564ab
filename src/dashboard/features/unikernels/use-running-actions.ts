import { useQuery } from '@tanstack/react-query';
import { recentDeploymentsQuery } from '../../api/deployments.ts';
import type { Schema } from '../../api/schema.ts';

type Action = Schema['Deployment']['action'];

/** What is being done to unikernels right now, by `host/name`. */
export type RunningActions = Readonly<Record<string, Action>>;

const none: RunningActions = {};

export function useRunningActions(): RunningActions {
  const { data } = useQuery({ ...recentDeploymentsQuery, select: runningOf });
  return data ?? none;
}

function runningOf({ data }: { readonly data: readonly Schema['Deployment'][] }): RunningActions {
  const running = data.filter(({ state }) => state === 'running');
  return Object.fromEntries(
    running.map(({ host, unikernel, action }) => [`${host}/${unikernel}`, action]),
  );
}
