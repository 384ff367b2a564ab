import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { policyTemplatesQuery } from '../../api/policies.ts';
import type { Schema } from '../../api/schema.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { StackedTable } from '../../components/stacked-table.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import { DeleteTemplate } from './delete-template.tsx';
import { SaveTemplate } from './save-template.tsx';

type Template = Schema['PolicyTemplate'];

/** What is being done: a new template is made, or one is changed or deleted. */
type Act = { readonly kind: 'new' } | { readonly kind: 'change' | 'delete'; readonly of: Template };

/** The policies that are kept under a name. */
export function PolicyTemplates() {
  const query = useQuery(policyTemplatesQuery);
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  return (
    <Section title="Templates">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Policies to use again. Changing a template does not change the policies that were set from
          it.
        </Text>
        <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={40} />}>
          {({ data }) =>
            data.length === 0 ? (
              <Text size="sm">There are no templates yet.</Text>
            ) : (
              <List {...{ data, setAct }} />
            )
          }
        </QueryView>
        <Button variant="default" onClick={() => setAct({ kind: 'new' })}>
          New template
        </Button>
      </Stack>
      {act?.kind === 'new' && <SaveTemplate template={null} onClose={close} />}
      {act?.kind === 'change' && <SaveTemplate template={act.of} onClose={close} />}
      {act?.kind === 'delete' && <DeleteTemplate name={act.of.name} onClose={close} />}
    </Section>
  );
}

interface ListProps {
  readonly data: readonly Template[];
  setAct(act: Act): void;
}

function List({ data, setAct }: ListProps) {
  return (
    <StackedTable label="Templates" minWidth={600}>
      <Table.Thead>
        <Table.Tr>
          {[
            'Name',
            'Unikernels',
            'Memory',
            'Storage',
            'CPUs',
            'Bridges',
            'Default on',
            'Actions',
          ].map((title) => (
            <Table.Th key={title}>{title}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.map((template) => (
          <Row key={template.name} template={template} setAct={setAct} />
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

interface RowProps extends Pick<ListProps, 'setAct'> {
  readonly template: Template;
}

function Row({ template, setAct }: RowProps) {
  const { name, unikernels, memory, storage, cpuids, bridges, defaultOn } = template;
  return (
    <Table.Tr>
      <Table.Td fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Table.Td>
      <Table.Td data-label="Unikernels">{formatNumber(unikernels)}</Table.Td>
      <Table.Td data-label="Memory">{formatMebibytes(memory)}</Table.Td>
      <Table.Td data-label="Storage">
        {storage === null ? 'no volumes' : formatMebibytes(storage)}
      </Table.Td>
      <Table.Td data-label="CPUs">{cpuids?.join(', ') ?? 'all'}</Table.Td>
      <Table.Td data-label="Bridges">{bridges ? bridges.join(', ') || 'none' : 'all'}</Table.Td>
      <Table.Td data-label="Default on">{defaultOn.join(', ') || 'no host'}</Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Change the template ${name}`}
            onClick={() => setAct({ kind: 'change', of: template })}
          >
            Change
          </Button>
          <DangerButton
            size="compact-sm"
            aria-label={`Delete the template ${name}`}
            onClick={() => setAct({ kind: 'delete', of: template })}
          >
            Delete
          </DangerButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
