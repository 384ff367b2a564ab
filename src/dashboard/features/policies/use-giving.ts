import { useMutation, useQueryClient } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { type AskedPolicy, setPolicies } from '../../api/policies.ts';
import { tell } from '../../api/told.ts';

interface Giving {
  readonly host: string;
  readonly asked: readonly AskedPolicy[];
}

interface Outcome {
  /** Every account has what was asked for. */
  onDone(): void;
  /** These were given nothing. */
  onLeft(accounts: string[]): void;
}

/** Gives policies to several accounts, and says what came of it. */
export function useGiving({ onDone, onLeft }: Outcome) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ host, asked }: Giving) => setPolicies(host, asked),
    onSuccess: async ({ data, errors }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: hostsQuery.queryKey }),
      ]);
      if (errors.length > 0) return onLeft(errors.map(({ account }) => account));
      tell(data.length === 1 ? 'Policy saved' : `${data.length} policies saved`);
      onDone();
    },
  });
}
