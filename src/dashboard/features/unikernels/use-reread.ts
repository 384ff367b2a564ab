import { useQueryClient } from '@tanstack/react-query';
import { type UnikernelPlace, unikernelQuery } from '../../api/unikernel.ts';

/** Gives a function that makes the page of a unikernel fetch it again. */
export function useReread(place: UnikernelPlace): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: unikernelQuery(place).queryKey });
}
