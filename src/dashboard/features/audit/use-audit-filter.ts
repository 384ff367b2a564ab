import { useSearchParams } from 'wouter';
import type { AuditFilter } from '../../api/audit.ts';

const names = ['account', 'action', 'object', 'outcome', 'since', 'until'] as const;

/** The filter, kept in the address, so that what is seen can be handed on. */
export function useAuditFilter(): [AuditFilter, (filter: AuditFilter) => void] {
  const [params, setParams] = useSearchParams();
  const filter: AuditFilter = entriesOf((name) => params.get(name));
  const change = (to: AuditFilter) =>
    setParams(
      entriesOf((name) => to[name]),
      { replace: true },
    );
  return [filter, change];
}

function entriesOf(
  value: (name: (typeof names)[number]) => string | null | undefined,
): Record<string, string> {
  const given = names.map((name) => [name, value(name) ?? ''] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}
