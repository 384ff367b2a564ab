import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { StackedTable } from '../../components/stacked-table.tsx';
import { EditPolicyRow } from './edit-policy-row.tsx';
import { limitsOf } from './policy-limits.ts';
import { useEdits } from './use-edits.ts';
import { useGiving } from './use-giving.ts';

interface EditPoliciesProps {
  readonly host: string;
  readonly policies: Schema['HostPolicies'];
  onClose(): void;
}

/** All policies on a host as a table to be filled in; each row is refused or saved for itself. */
export function EditPolicies({ host, policies, onClose }: EditPoliciesProps) {
  const edits = useEdits(policies.data);
  const giving = useGiving({ onDone: onClose, onLeft: edits.keep });
  const refused = new Map(giving.data?.errors.map(({ account, detail }) => [account, detail]));
  const changed = edits.rows.filter(({ isChanged }) => isChanged).length;
  const isFaulty = edits.rows.some(({ fault }) => fault !== null);
  return (
    <Stack gap="sm">
      <StackedTable label={`Edit the policies on ${host}`} minWidth={860} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th w={100}>Unikernels</Table.Th>
            <Table.Th w={120}>Memory (MiB)</Table.Th>
            <Table.Th w={130}>Storage (MiB)</Table.Th>
            <Table.Th w="20%">CPUs</Table.Th>
            <Table.Th w="25%">Bridges</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edits.rows.map((row) => (
            <EditPolicyRow
              key={row.account}
              row={row}
              refused={refused.get(row.account) ?? null}
              limits={limitsOf(policies, undefined)}
              onChange={(values) => edits.change(row.account, values)}
            />
          ))}
        </Table.Tbody>
      </StackedTable>
      <ErrorAlert error={giving.error} />
      <Group justify="space-between">
        <Text size="sm" role="status">
          {told(changed, refused.size)}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={onClose} disabled={giving.isPending}>
            {changed === 0 ? 'Close' : 'Cancel'}
          </Button>
          <Button
            disabled={changed === 0 || isFaulty}
            loading={giving.isPending}
            onClick={() => giving.mutate({ host, asked: edits.asked() })}
          >
            Save
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function told(changed: number, refused: number): string {
  if (refused > 0) return `${refused} not saved; the others were.`;
  return changed === 0 ? 'No changes.' : `${changed} changed.`;
}
