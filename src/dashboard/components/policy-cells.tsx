import { Table } from '@mantine/core';
import type { Schema } from '../api/schema.ts';
import { formatMebibytes, formatNumber } from '../format/quantities.ts';
import { StateBadge } from './state-badge.tsx';

interface PolicyCellsProps {
  readonly policy: Pick<Schema['Policy'], 'unikernels' | 'memory' | 'storage'>;
  /** null: the host does not say. */
  readonly used: Schema['Usage'] | null;
}

/** Cells of a table: unikernels, memory and storage of a policy, with what is used and nearly used up. */
export function PolicyCells({ policy: { unikernels, memory, storage }, used }: PolicyCellsProps) {
  return (
    <>
      <Share {...{ used, resource: 'unikernels', given: unikernels ?? 0, format: formatNumber }} />
      <Share {...{ used, resource: 'memory', given: memory, format: formatMebibytes }} />
      {storage === null ? (
        <Table.Td data-label="Storage">no volumes</Table.Td>
      ) : (
        <Share {...{ used, resource: 'storage', given: storage, format: formatMebibytes }} />
      )}
    </>
  );
}

interface ShareProps extends Pick<PolicyCellsProps, 'used'> {
  readonly resource: Schema['Usage']['nearlyUsed'][number];
  readonly given: number;
  format(value: number): string;
}

function Share({ used, resource, given, format }: ShareProps) {
  const label = resource.charAt(0).toUpperCase() + resource.slice(1);
  if (!used) return <Table.Td data-label={label}>{format(given)}</Table.Td>;
  return (
    <Table.Td data-label={label}>
      {format(used[resource])} of {format(given)}
      {used.nearlyUsed.includes(resource) && (
        <div>
          <StateBadge tone="warning">Nearly used up</StateBadge>
        </div>
      )}
    </Table.Td>
  );
}
