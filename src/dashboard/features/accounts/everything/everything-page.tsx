import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../../api/schema.ts';
import { everybodysTokensQuery } from '../../../api/tokens.ts';
import { everybodysUnikernelsQuery } from '../../../api/unikernels.ts';
import { everybodysVolumesQuery } from '../../../api/volumes.ts';
import { ownerOf } from '../../../components/owner.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { SilentHosts } from '../../../components/silent-hosts.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { unikernelStates } from '../../../components/unikernel-states.ts';
import { formatMebibytes } from '../../../format/quantities.ts';
import { scopesInWords } from '../../../format/scopes.ts';
import { PlaceDeployments } from './place-deployments.tsx';
import { PlaceFilters } from './place-filters.tsx';
import { type Column, ThingsTable } from './things-table.tsx';
import { isIn, type PlaceFilter, usePlaceFilter } from './use-place-filter.ts';

/** What all accounts have, by account and host: `?account=bob&host=one`. */
export function EverythingPage() {
  const [filter, setFilter] = usePlaceFilter();
  return (
    <>
      <PageHeader
        title="All accounts"
        about="Unikernels, volumes, tokens and deployments of all accounts, by account and host."
      />
      <PlaceFilters filter={filter} onChange={setFilter} />
      <Silent />
      <Stack>
        <Section title="Unikernels">
          <Unikernels filter={filter} />
        </Section>
        <Section title="Volumes">
          <Volumes filter={filter} />
        </Section>
        <Section title="Tokens">
          <Tokens filter={filter} />
        </Section>
        <Section title="Latest deployments">
          <PlaceDeployments filter={filter} />
        </Section>
      </Stack>
    </>
  );
}

interface PartProps {
  readonly filter: PlaceFilter;
}

/** What is on a host, and whose it is. */
type Placed = Parameters<typeof ownerOf>[0] & Record<'name' | 'host', string>;

const whereColumns: readonly Column<Placed>[] = [
  { title: 'Name', isLong: true, cell: ({ name }) => name },
  { title: 'Account', isLong: true, cell: ownerOf },
  { title: 'Host', cell: ({ host }) => host },
];

const skeleton = <RowsSkeleton rows={3} height={32} />;

/** The hosts that were not asked for unikernels or volumes, each once. */
function Silent() {
  const unikernels = useQuery(everybodysUnikernelsQuery).data?.errors ?? [];
  const volumes = useQuery(everybodysVolumesQuery).data?.errors ?? [];
  const byHost = new Map([...volumes, ...unikernels].map((error) => [error.host, error]));
  const meanwhile =
    'The unikernels there are shown as they were last seen; the volumes there are missing.';
  return <SilentHosts errors={[...byHost.values()]} meanwhile={meanwhile} />;
}

function Unikernels({ filter }: PartProps) {
  const query = useQuery(everybodysUnikernelsQuery);
  return (
    <QueryView query={query} skeleton={skeleton}>
      {({ data }) => (
        <ThingsTable
          label="Unikernels"
          things={data.filter((each) => isIn(filter, each))}
          idOf={({ host, account, name }) => `${host}/${account ?? ''}/${name}`}
          columns={[
            ...whereColumns,
            { title: 'State', cell: ({ state }) => <State state={state} /> },
            { title: 'Memory', cell: ({ memory }) => formatMebibytes(memory) },
          ]}
        />
      )}
    </QueryView>
  );
}

function State({ state }: { readonly state: keyof typeof unikernelStates }) {
  const { word, tone } = unikernelStates[state];
  return <StateBadge tone={tone}>{word}</StateBadge>;
}

function Volumes({ filter }: PartProps) {
  const query = useQuery(everybodysVolumesQuery);
  return (
    <QueryView query={query} skeleton={skeleton}>
      {({ data }) => (
        <ThingsTable
          label="Volumes"
          things={data.filter((each) => isIn(filter, each))}
          idOf={({ host, account, name }) => `${host}/${account ?? ''}/${name}`}
          columns={[
            ...whereColumns,
            { title: 'Size', cell: ({ size }) => formatMebibytes(size) },
            { title: 'In use', cell: ({ inUse }) => (inUse ? 'Yes' : 'No') },
          ]}
        />
      )}
    </QueryView>
  );
}

/** Those that reach the host. */
function Tokens({ filter: { account, host } }: PartProps) {
  const query = useQuery(everybodysTokensQuery);
  const isShown = (token: Schema['Token']) =>
    (account === '' || token.account === account) &&
    (host === '' || token.hosts === null || token.hosts.includes(host));
  return (
    <QueryView query={query} skeleton={skeleton}>
      {({ data }) => (
        <ThingsTable
          label="Tokens"
          things={data.filter(isShown)}
          idOf={({ id }) => id}
          columns={[
            { title: 'Name', isLong: true, cell: ({ name }) => name },
            { title: 'Account', isLong: true, cell: ({ account: owner }) => owner },
            { title: 'Permissions', isLong: true, cell: ({ scopes }) => scopesInWords(scopes) },
            { title: 'Hosts', cell: ({ hosts }) => hosts?.join(', ') ?? 'All' },
            {
              title: 'Last used',
              cell: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'Never'),
            },
          ]}
        />
      )}
    </QueryView>
  );
}
