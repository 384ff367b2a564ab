import { useQuery } from '@tanstack/react-query';
import { recentDeploymentsQuery } from '../../api/deployments.ts';
import type { Schema } from '../../api/schema.ts';

type Act = Schema['Deployment']['action'];

/** What is being done to unikernels right now, by `host/name`. */
export type Acts = Readonly<Record<string, Act>>;

const none: Acts = {};

export function useActs(): Acts {
  const { data } = useQuery({ ...recentDeploymentsQuery, select: actsOf });
  return data ?? none;
}

function actsOf({ data }: { readonly data: readonly Schema['Deployment'][] }): Acts {
  const running = data.filter(({ state }) => state === 'running');
  return Object.fromEntries(
    running.map(({ host, unikernel, action }) => [`${host}/${unikernel}`, action]),
  );
}
