import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeHost, hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';

/** Changes a host; what it shows afterwards is the answer. */
export function useHostChange(host: string, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    meta: { done: 'Host saved' },
    mutationFn: (body: Schema['ChangeHost']) => changeHost(host, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: hostsQuery.queryKey });
      onDone?.();
    },
    gcTime: 0, // a private key is forgotten with the form
  });
}
