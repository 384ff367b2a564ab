import { PageHeader } from '../../components/page-header.tsx';

/** What runs where, whether it is well, and what needs attention. */
export function OverviewPage() {
  return <PageHeader title="Overview" />;
}
