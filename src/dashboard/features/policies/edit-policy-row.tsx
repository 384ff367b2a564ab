import { Group, MultiSelect, NumberInput, Table, Text } from '@mantine/core';
import { Icon } from '../../components/icons.tsx';
import { withLocalTimes } from '../../format/times.ts';
import { united } from './device-choice.tsx';
import { counting } from './limit-fields.tsx';
import type { PolicyLimits } from './policy-limits.ts';
import type { LimitValues } from './policy-values.ts';
import type { EditedRow } from './use-edits.ts';

interface EditPolicyRowProps {
  readonly row: EditedRow;
  /** Why it was not saved. */
  readonly refused: string | null;
  readonly limits: PolicyLimits;
  onChange(values: Partial<LimitValues>): void;
}

/** One account's policy as fields, and below what is wrong with it. */
export function EditPolicyRow({ row, refused, limits, onChange }: EditPolicyRowProps) {
  const { account, values, fault } = row;
  const { unikernels, memory, volumes, storage, cpuids, bridges } = values;
  const wrong = fault ?? refused;
  return (
    <>
      <Table.Tr>
        <Table.Td fw={600} style={{ overflowWrap: 'anywhere' }}>
          {account}
        </Table.Td>
        <Table.Td data-label="Unikernels">
          <NumberInput
            aria-label={`Unikernels of ${account}`}
            {...small}
            min={1}
            value={unikernels}
            onChange={(value) => onChange({ unikernels: value })}
          />
        </Table.Td>
        <Table.Td data-label="Memory (MiB)">
          <NumberInput
            aria-label={`Memory of ${account} in MiB`}
            {...small}
            min={1}
            value={memory}
            onChange={(value) => onChange({ memory: value })}
          />
        </Table.Td>
        <Table.Td data-label="Storage (MiB)">
          <NumberInput
            aria-label={`Storage of ${account} in MiB; empty for no volumes`}
            placeholder="No volumes"
            {...small}
            min={0}
            value={volumes ? storage : ''}
            onChange={(value) => onChange({ volumes: value !== '', storage: value })}
          />
        </Table.Td>
        <Table.Td data-label="CPUs">
          <MultiSelect
            aria-label={`CPUs of ${account}`}
            size="xs"
            data={united(limits.cpuids, cpuids)}
            value={cpuids}
            onChange={(chosen) => onChange({ cpuids: chosen })}
          />
        </Table.Td>
        <Table.Td data-label="Bridges">
          <MultiSelect
            aria-label={`Bridges of ${account}`}
            size="xs"
            data={united(limits.bridges, bridges)}
            value={bridges}
            onChange={(chosen) => onChange({ bridges: chosen })}
          />
        </Table.Td>
      </Table.Tr>
      {wrong && (
        <Table.Tr>
          <Table.Td colSpan={6} c="var(--mantine-color-error)">
            <Group gap={6} wrap="nowrap" role="alert">
              <Icon name="attention" size={14} />
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {account}: {withLocalTimes(wrong)}
              </Text>
            </Group>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

const small = { ...counting, size: 'xs', hideControls: true } as const;
