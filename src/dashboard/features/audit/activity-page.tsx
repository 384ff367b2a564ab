import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/session.ts';
import { AccountNavigation } from '../../components/account-navigation.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AuditEvents } from './audit-events.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { ExportAudit } from './export-audit.tsx';
import { useAuditFilter } from './use-audit-filter.ts';

/** What one's own account did, by a session or a token. */
export function ActivityPage() {
  const [filter, setFilter] = useAuditFilter();
  const account = useQuery(accountQuery);
  const own = account.data?.name;
  const ownFilter = own === undefined ? filter : { ...filter, account: own };
  return (
    <>
      <PageHeader
        title="Activity"
        about="What was done with your account, in sessions and with tokens."
        actions={<ExportAudit filter={ownFilter} />}
      />
      <AccountNavigation />
      <AuditFilters filter={filter} onChange={setFilter} />
      <QueryView query={account} skeleton={<RowsSkeleton rows={6} />}>
        {({ name }) => <AuditEvents filter={{ ...filter, account: name }} />}
      </QueryView>
    </>
  );
}
