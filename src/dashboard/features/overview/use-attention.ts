import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { accountQuery } from '../../api/session.ts';
import { tokensQuery } from '../../api/tokens.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import { usersQuery } from '../../api/users.ts';
import { useNow } from '../../format/use-now.ts';
import { type Attention, findAttention } from './attention.ts';

/** What needs attention; null until that is known. */
export function useAttention(): Attention[] | null {
  const now = useNow();
  const account = useQuery(accountQuery);
  const admin = account.data?.admin ?? false;
  const hosts = useQuery(hostsQuery).data?.data;
  const unikernels = useQuery(unikernelsQuery).data?.data;
  const tokens = useQuery(tokensQuery).data?.data;
  const users = useQuery({ ...usersQuery, enabled: admin }).data?.data ?? [];
  if (!hosts || !unikernels || !tokens) return null;
  return findAttention({ hosts, unikernels, tokens, users }, now);
}
