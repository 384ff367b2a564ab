import { useInfiniteQuery } from '@tanstack/react-query';
import { type AuditFilter, auditQuery } from '../../api/audit.ts';
import { OlderPages } from '../../components/older-pages.tsx';
import { AuditList } from './audit-list.tsx';

const empty = { title: 'No matching events', description: 'Try a wider filter.' };

/** The events that a filter lets pass, the newest first; older ones when they are asked for. */
export function AuditEvents({ filter }: { readonly filter: AuditFilter }) {
  const query = useInfiniteQuery(auditQuery(filter));
  return (
    <OlderPages query={query} icon="audit" empty={empty} older="Older events">
      {(events) => <AuditList events={events} />}
    </OlderPages>
  );
}
