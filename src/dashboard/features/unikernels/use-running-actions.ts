import { useQuery } from '@tanstack/react-query';
import { everybodysDeploymentsQuery, recentDeploymentsQuery } from '../../api/deployments.ts';
import type { Schema } from '../../api/schema.ts';

type Action = Schema['Deployment']['action'];

/** What is being done to unikernels right now, by `keyOf`. */
export type RunningActions = Readonly<Record<string, Action>>;

const none: RunningActions = {};

/** A unikernel among everybody's on all hosts. */
export const keyOf = ({ host, account, name }: WholeName) => `${host}/${account ?? ''}/${name}`;

type WholeName = Pick<Schema['Unikernel'], 'host' | 'account' | 'name'>;

/** `everybodys`: what others do, too, which administrators may see. */
export function useRunningActions(everybodys: boolean): RunningActions {
  const query = everybodys ? everybodysDeploymentsQuery : recentDeploymentsQuery;
  const { data } = useQuery({ ...query, select: runningOf });
  return data ?? none;
}

function runningOf({ data }: { readonly data: readonly Schema['Deployment'][] }): RunningActions {
  const running = data.filter(({ state }) => state === 'running');
  return Object.fromEntries(
    running.map(({ host, account, unikernel: name, action }) => [
      keyOf({ host, account, name }),
      action,
    ]),
  );
}
