import { Button, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ChannelOwner, channelsQuery } from '../../../api/channels.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { ChannelCard } from './channel-card.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { MutesSection } from './mutes-section.tsx';

/** Where an account is told what happens to what it has. */
export function NotificationsPage() {
  return (
    <Notifications
      title="Notifications"
      owner="account"
      about="Where you are notified about your unikernels, volumes and tokens."
    />
  );
}

/** Where administrators are told what happens to hosts, and to everybody. */
export function ServerNotificationsPage() {
  return (
    <Notifications
      title="Server notifications"
      owner="server"
      about="Where administrators are notified about hosts and everything that accounts have."
    />
  );
}

interface NotificationsProps {
  readonly title: string;
  readonly owner: ChannelOwner;
  readonly about: string;
}

function Notifications({ title, owner, about }: NotificationsProps) {
  const query = useQuery(channelsQuery(owner));
  const [adding, add] = useDisclosure();
  return (
    <>
      <PageHeader
        title={title}
        about={about}
        actions={<Button onClick={add.open}>Add a channel</Button>}
      />
      <Stack maw={900} gap="md">
        <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={140} />}>
          {({ data }) =>
            data.length === 0 ? (
              <Paper>
                <Text size="sm">
                  No channels yet. A channel sends webhooks to a program, e-mail, or messages to a
                  chat.
                </Text>
              </Paper>
            ) : (
              data.map((channel) => (
                <ChannelCard key={channel.id} owner={owner} channel={channel} />
              ))
            )
          }
        </QueryView>
        <MutesSection owner={owner} />
      </Stack>
      {adding && <ChannelDialog owner={owner} channel={null} onClose={add.close} />}
    </>
  );
}
