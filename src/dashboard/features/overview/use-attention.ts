import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { automationQuery } from '../../api/automation.ts';
import { channelsQuery } from '../../api/channels.ts';
import { recentEventsQuery } from '../../api/events.ts';
import { hostsQuery } from '../../api/hosts.ts';
import { mutesQuery } from '../../api/mutes.ts';
import { accountQuery } from '../../api/session.ts';
import { tokensQuery } from '../../api/tokens.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import { unseenQuery } from '../../api/unseen.ts';
import { usersQuery } from '../../api/users.ts';
import { useNow } from '../../format/use-now.ts';
import { type Attention, findAttention, type Overview } from './attention.ts';

/** What needs attention, as far as that is known. */
export interface KnownAttention {
  /** null until it is known, or where it cannot be. */
  readonly found: Attention[] | null;
  /** Queries that failed; each can be repeated. */
  readonly failed: readonly UseQueryResult[];
}

/** What needs attention. */
export function useAttention(): KnownAttention {
  const now = useNow();
  const account = useQuery(accountQuery);
  const admin = account.data?.admin ?? false;
  const hosts = useQuery(hostsQuery);
  const unikernels = useQuery(unikernelsQuery);
  const tokens = useQuery(tokensQuery);
  const users = useQuery({ ...usersQuery, enabled: admin });
  const automation = useQuery({ ...automationQuery, enabled: admin });
  const backups = useQuery({ ...backupsQuery, enabled: admin });
  const told = useTold(admin);
  const asked = [
    ...[account, hosts, unikernels, tokens, ...told.asked],
    ...(admin ? [users, automation, backups] : []),
  ];
  const failed = asked.filter(({ isError, data }) => isError && data === undefined);
  const isWaiting = asked.some(({ isPending }) => isPending);
  if (isWaiting || !hosts.data || !unikernels.data || !tokens.data) return { found: null, failed };
  const lists = {
    hosts: hosts.data.data,
    unikernels: unikernels.data.data,
    tokens: tokens.data.data,
    users: users.data?.data ?? [],
    automation: automation.data ?? null,
    backup: backups.data?.data[0] ?? null,
  };
  return { found: findAttention({ ...lists, ...told.known }, now), failed };
}

/** What is told and by what, and what is muted, as far as that is known; and what was asked for that. */
function useTold(admin: boolean): {
  readonly known: Pick<Overview, 'channels' | 'unseen' | 'muted'>;
  readonly asked: readonly UseQueryResult[];
} {
  const unseen = useQuery(unseenQuery);
  const channels = useQuery(channelsQuery('account'));
  const mutes = useQuery(mutesQuery('account'));
  const serverChannels = useQuery({ ...channelsQuery('server'), enabled: admin });
  const serverMutes = useQuery({ ...mutesQuery('server'), enabled: admin });
  const asked = [unseen, channels, mutes, ...(admin ? [serverChannels, serverMutes] : [])];
  const shown = (data: typeof channels.data, isServers: boolean) =>
    (data?.data ?? []).map((channel) => ({ channel, isServers }));
  const muted = [...(mutes.data?.data ?? []), ...(serverMutes.data?.data ?? [])];
  const known = {
    unseen: unseen.data?.data ?? [],
    channels: [...shown(channels.data, false), ...shown(serverChannels.data, true)],
    muted: muted.map(({ object }) => object),
  };
  return { known, asked };
}

const backupsQuery = recentEventsQuery({ account: '*', type: 'backup.' }, 1);
