import { useLocalStorage } from '@mantine/hooks';
import { type ColumnName, isColumn, standardColumns } from './columns.ts';

/** The columns that somebody has chosen, which this browser keeps. */
export function useColumns(): [readonly ColumnName[], (chosen: readonly ColumnName[]) => void] {
  const [chosen, setChosen] = useLocalStorage<readonly ColumnName[]>({
    key: 'fulmar-unikernel-columns',
    defaultValue: standardColumns,
    getInitialValueInEffect: false,
    deserialize: read,
  });
  return [chosen, setChosen];
}

/** What is kept may be of another release, or anybody's. */
function read(text: string | undefined): readonly ColumnName[] {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    return Array.isArray(kept) ? kept.filter(isColumn) : standardColumns;
  } catch {
    return standardColumns;
  }
}
