import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/session.ts';
import { AccountNavigation } from '../../components/account-navigation.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AuditEvents } from './audit-events.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { useAuditFilter } from './use-audit-filter.ts';

/** What one's own account did, by a session or a token. */
export function ActivityPage() {
  const [filter, setFilter] = useAuditFilter();
  const account = useQuery(accountQuery);
  return (
    <>
      <PageHeader title="Activity" about="What your account did, by its sessions and tokens." />
      <AccountNavigation />
      <AuditFilters filter={filter} onChange={setFilter} />
      <QueryView query={account} skeleton={<RowsSkeleton rows={6} />}>
        {({ name }) => <AuditEvents filter={{ ...filter, account: name }} />}
      </QueryView>
    </>
  );
}
