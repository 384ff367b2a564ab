import { Table } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { actionInWords } from './audit-words.ts';
import { From, Outcome, Target, When, Who } from './event-fields.tsx';

export interface AuditListProps {
  readonly events: readonly Schema['AuditEvent'][];
}

/** Events, one a row. */
export function AuditTable({ events }: AuditListProps) {
  return (
    <Table aria-label="Events">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>Outcome</Table.Th>
          <Table.Th>From</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={event.id} style={{ verticalAlign: 'top' }}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <When event={event} />
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Who event={event} />
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {actionInWords(event.action)}
              <Target event={event} />
            </Table.Td>
            <Table.Td style={{ minWidth: 130 }}>
              <Outcome event={event} />
            </Table.Td>
            <Table.Td>
              <From event={event} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
