import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { accountQuery } from '../../api/session.ts';
import { unikernelsOnHostQuery } from '../../api/unikernels.ts';
import { isOwn, ownerOf } from '../../components/owner.ts';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SilentHosts } from '../../components/silent-hosts.tsx';
import { StackedTable } from '../../components/stacked-table.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { unikernelStates } from '../../components/unikernel-states.ts';
import { compareNames } from '../../format/compare-names.ts';
import { formatMebibytes } from '../../format/quantities.ts';

/** What is on a host and whose it is, for administrators; what is nobody's, too. */
export function HostUnikernels({ host }: { readonly host: string }) {
  const query = useQuery(unikernelsOnHostQuery(host));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={32} />}>
      {({ data, errors }) => (
        <>
          <SilentHosts
            errors={errors}
            meanwhile="The unikernels there are shown as they were last seen."
          />
          {data.length === 0 && errors.length === 0 && <Text size="sm">Nothing runs on it.</Text>}
          {data.length > 0 && <Rows unikernels={data} />}
        </>
      )}
    </QueryView>
  );
}

function Rows({ unikernels }: { readonly unikernels: readonly Schema['Unikernel'][] }) {
  return (
    <StackedTable label="Unikernels" minWidth={420} maxHeight={480}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Account</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Memory</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {unikernels.toSorted(byName).map((unikernel) => (
          <Row key={`${unikernel.account ?? ''}/${unikernel.name}`} unikernel={unikernel} />
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

const byName = (one: Schema['Unikernel'], other: Schema['Unikernel']): number =>
  compareNames(one.name, other.name);

function Row({ unikernel }: { readonly unikernel: Schema['Unikernel'] }) {
  const { state, memory } = unikernel;
  const { word, tone } = unikernelStates[state];
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Name unikernel={unikernel} />
      </Table.Td>
      <Table.Td data-label="Account">{ownerOf(unikernel)}</Table.Td>
      <Table.Td data-label="State">
        <StateBadge tone={tone}>{word}</StateBadge>
      </Table.Td>
      <Table.Td data-label="Memory">{formatMebibytes(memory)}</Table.Td>
    </Table.Tr>
  );
}

/** Only one's own have pages. */
function Name({ unikernel }: { readonly unikernel: Schema['Unikernel'] }) {
  const { data: own } = useQuery(accountQuery);
  const { host, name } = unikernel;
  if (!isOwn(unikernel, own?.name ?? '')) return name;
  return (
    <Anchor component={Link} href={paths.unikernel(host, name)} fz="inherit">
      {name}
    </Anchor>
  );
}
