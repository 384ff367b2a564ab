import { useQuery } from '@tanstack/react-query';
import { usersQuery } from '../../api/users.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { AuditEvents } from './audit-events.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { ExportAudit } from './export-audit.tsx';
import { useAuditFilter } from './use-audit-filter.ts';

/** Who did what on this server, and what was refused. */
export function AuditPage() {
  const [filter, setFilter] = useAuditFilter();
  const accounts = useQuery(usersQuery);
  return (
    <>
      <PageHeader
        title="Audit"
        about="Every change, carried out or refused, and every refused credential."
        actions={<ExportAudit filter={filter} />}
      />
      <AuditFilters
        filter={filter}
        onChange={setFilter}
        accounts={accounts.data?.data.map(({ name }) => name) ?? []}
      />
      <AuditEvents filter={filter} />
    </>
  );
}
