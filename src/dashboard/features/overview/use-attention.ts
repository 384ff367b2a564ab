import { useQuery } from '@tanstack/react-query';
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

/** What needs attention; null until that is known. */
export function useAttention(): Attention[] | null {
  const now = useNow();
  const account = useQuery(accountQuery);
  const admin = account.data?.admin ?? false;
  const hosts = useQuery(hostsQuery).data?.data;
  const unikernels = useQuery(unikernelsQuery).data?.data;
  const tokens = useQuery(tokensQuery).data?.data;
  const users = useQuery({ ...usersQuery, enabled: admin });
  const automation = useQuery({ ...automationQuery, enabled: admin });
  const backups = useQuery({ ...backupsQuery, enabled: admin });
  const told = useTold(admin);
  const isWaiting = admin && [users, automation, backups].some(({ isPending }) => isPending);
  if (!account.data || isWaiting || !hosts || !unikernels || !tokens || !told) return null;
  const ofServer = {
    users: users.data?.data ?? [],
    automation: automation.data ?? null,
    backup: backups.data?.data[0] ?? null,
  };
  return findAttention({ hosts, unikernels, tokens, ...ofServer, ...told }, now);
}

/** What is told and by what, and what is muted; null until that is known. */
function useTold(admin: boolean): Pick<Overview, 'channels' | 'unseen' | 'muted'> | null {
  const unseen = useQuery(unseenQuery);
  const channels = useQuery(channelsQuery('account'));
  const mutes = useQuery(mutesQuery('account'));
  const serverChannels = useQuery({ ...channelsQuery('server'), enabled: admin });
  const serverMutes = useQuery({ ...mutesQuery('server'), enabled: admin });
  const asked = [unseen, channels, mutes, ...(admin ? [serverChannels, serverMutes] : [])];
  if (asked.some(({ isPending }) => isPending)) return null;
  const shown = (data: typeof channels.data, isServers: boolean) =>
    (data?.data ?? []).map((channel) => ({ channel, isServers }));
  const muted = [...(mutes.data?.data ?? []), ...(serverMutes.data?.data ?? [])];
  return {
    unseen: unseen.data?.data ?? [],
    channels: [...shown(channels.data, false), ...shown(serverChannels.data, true)],
    muted: muted.map(({ object }) => object),
  };
}

const backupsQuery = recentEventsQuery({ account: '*', type: 'backup.' }, 1);
