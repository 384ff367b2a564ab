import { Table } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { formatNumber } from '../../format/quantities.ts';

/** The CPUs of a host: in how many policies each is, and how many unikernels run on it. */
export function HostCpus({ cpus }: { readonly cpus: readonly Schema['CpuUse'][] }) {
  return (
    <Table.ScrollContainer minWidth={240} maxHeight={320}>
      <Table aria-label="CPUs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>CPU</Table.Th>
            <Table.Th>Policies</Table.Th>
            <Table.Th>Unikernels</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cpus.map(({ id, policies, unikernels }) => (
            <Table.Tr key={id}>
              <Table.Td>{id}</Table.Td>
              <Table.Td>{formatNumber(policies)}</Table.Td>
              <Table.Td>{formatNumber(unikernels)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
