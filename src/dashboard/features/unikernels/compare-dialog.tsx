import { Code, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { comparisonQuery } from '../../api/releases.ts';
import type { Schema } from '../../api/schema.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { Dialog } from '../../components/dialog.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { StackedTable } from '../../components/stacked-table.tsx';
import { memberNames } from './member-names.ts';

interface CompareDialogProps {
  readonly place: UnikernelPlace;
  /** All that are kept, the newest first. */
  readonly releases: readonly Schema['Release'][];
  readonly release: number;
  onClose(): void;
}

/** In what a release differs from another one: at first from what was asked for last. */
export function CompareDialog({ place, releases, release, onClose }: CompareDialogProps) {
  const others = releases.filter(({ number }) => number !== release);
  const [other, setOther] = useState(others[0]?.number ?? release);
  const query = useQuery(comparisonQuery(place, release, other));
  return (
    <Dialog onClose={onClose} title={`Release ${release} compared`} size="lg">
      <Stack>
        <NativeSelect
          label="With release"
          data={others.map(({ number, current }) => ({
            value: `${number}`,
            label: current ? `${number} (current)` : `${number}`,
          }))}
          value={`${other}`}
          onChange={(event) => setOther(Number(event.currentTarget.value))}
        />
        <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={32} />}>
          {(comparison) => <Differences comparison={comparison} />}
        </QueryView>
      </Stack>
    </Dialog>
  );
}

function Differences({ comparison }: { readonly comparison: Schema['ReleaseComparison'] }) {
  const { from, to, complete, differences } = comparison;
  return (
    <>
      {!complete && (
        <Text size="sm">
          The configuration of one of them cannot be decrypted: only the images are compared.
        </Text>
      )}
      {differences.length === 0 && <Text size="sm">No differences.</Text>}
      {differences.length > 0 && (
        <StackedTable label="Differences" minWidth={480}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="20%">What</Table.Th>
              <Table.Th>Release {from}</Table.Th>
              <Table.Th>Release {to}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map((difference) => (
              <Table.Tr key={difference.field} style={{ verticalAlign: 'top' }}>
                <Table.Td>{memberNames[difference.field] ?? difference.field}</Table.Td>
                <Table.Td data-label={`Release ${from}`} colSpan={1}>
                  <Value value={difference.from} />
                </Table.Td>
                <Table.Td data-label={`Release ${to}`} colSpan={1}>
                  <Value value={difference.to} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
      )}
    </>
  );
}

/** A member of a configuration; several are one below the other. */
function Value({ value }: { readonly value: unknown }) {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return 'none';
  const lines = values.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return (
    <Code display="block" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {lines.join('\n')}
    </Code>
  );
}
