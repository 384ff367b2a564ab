import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { changeUnikernel, type UnikernelPlace, unikernelQuery } from '../../api/unikernel.ts';

/** Changes what of a unikernel is kept at the server; its page shows that at once. */
export function useSettings(place: UnikernelPlace) {
  const client = useQueryClient();
  return useMutation({
    meta: { done: 'Setting saved' },
    mutationFn: (change: Schema['UnikernelSettings']) => changeUnikernel(place, change),
    onSuccess: async (changed) => {
      client.setQueryData(unikernelQuery(place).queryKey, changed);
      await client.invalidateQueries({ queryKey: ['unikernels'] });
    },
  });
}
