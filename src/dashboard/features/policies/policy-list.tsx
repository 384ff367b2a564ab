import { useMediaQuery } from '@mantine/hooks';
import { PolicyCards } from './policy-cards.tsx';
import { type PolicyListProps, PolicyTable } from './policy-table.tsx';

/** Policies in a table, or as cards where that does not fit. */
export function PolicyList(props: PolicyListProps) {
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  return isWide ? <PolicyTable {...props} /> : <PolicyCards {...props} />;
}
