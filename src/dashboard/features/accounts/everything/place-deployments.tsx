import { useInfiniteQuery } from '@tanstack/react-query';
import { deploymentsAtQuery } from '../../../api/deployments.ts';
import { OlderPages } from '../../../components/older-pages.tsx';
import { OutcomeBadge } from '../../../components/outcome-badge.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { ThingsTable } from './things-table.tsx';
import type { PlaceFilter } from './use-place-filter.ts';

const empty = { title: 'No deployments', description: 'None were recorded for this choice.' };

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What was deployed by the account and on the host that a filter names, the newest first. */
export function PlaceDeployments({ filter }: { readonly filter: PlaceFilter }) {
  const query = useInfiniteQuery(deploymentsAtQuery(filter));
  return (
    <OlderPages query={query} icon="deploy" empty={empty} older="Older deployments">
      {(deployments) => (
        <ThingsTable
          label="Deployments"
          things={deployments}
          idOf={({ id }) => id}
          columns={[
            { title: 'Unikernel', isLong: true, cell: ({ unikernel }) => unikernel },
            { title: 'Account', isLong: true, cell: ({ account }) => account },
            { title: 'Host', cell: ({ host }) => host },
            { title: 'Action', cell: ({ action }) => capitalized(action) },
            { title: 'Outcome', cell: ({ state }) => <OutcomeBadge state={state} /> },
            { title: 'When', cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
          ]}
        />
      )}
    </OlderPages>
  );
}
