import { Button, Group } from '@mantine/core';
import { type AuditFilter, auditExportAddress } from '../../api/audit.ts';
import { Icon } from '../../components/icons.tsx';
import { saveAddress } from '../../components/save-address.ts';

const formats = [
  { name: 'CSV', format: 'csv' },
  { name: 'JSON lines', format: 'jsonl' },
] as const;

/** Downloads all events that a filter lets pass, also those that are not shown yet. */
export function ExportAudit({ filter }: { readonly filter: AuditFilter }) {
  return (
    <Group gap="sm">
      {formats.map(({ name, format }) => (
        <Button
          key={format}
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          aria-label={`Export as ${name}`}
          onClick={() => saveAddress(auditExportAddress(filter, format))}
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}
