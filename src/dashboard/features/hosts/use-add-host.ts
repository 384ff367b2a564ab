import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { addHost, hostsQuery } from '../../api/hosts.ts';
import { paths } from '../../components/paths.ts';

/** Adds a host, and leads to its page. */
export function useAddHost() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    meta: { done: 'Host added' },
    mutationFn: addHost,
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: hostsQuery.queryKey });
      navigate(paths.host(name));
    },
    gcTime: 0, // the private key is forgotten with the form
  });
}
