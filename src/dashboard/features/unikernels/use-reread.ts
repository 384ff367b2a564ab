import { useQueryClient } from '@tanstack/react-query';
import { type UnikernelPlace, unikernelQuery } from '../../api/unikernel.ts';

/** Has the page of a unikernel read it again. */
export function useReread(place: UnikernelPlace): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: unikernelQuery(place).queryKey });
}
