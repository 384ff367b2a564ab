import { useMediaQuery } from '@mantine/hooks';
import { AuditCards } from './audit-cards.tsx';
import { type AuditListProps, AuditTable } from './audit-table.tsx';

/** Events in a table, or as cards where that does not fit. */
export function AuditList({ events }: AuditListProps) {
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  return isWide ? <AuditTable events={events} /> : <AuditCards events={events} />;
}
