import { Badge, Button, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import { closeOtherSessions, closeSession, sessionsQuery } from '../../api/account.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { describeBrowser } from '../../format/browsers.ts';

/** The browsers that the account is signed in with; each can be signed out from here. */
export function SessionList() {
  const client = useQueryClient();
  const query = useQuery(sessionsQuery);
  const closing = useMutation({
    mutationFn: closeOtherSessions,
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  const others = query.data?.data.some(({ current }) => !current) ?? false;
  return (
    <Paper component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          Sessions
        </Title>
        <Button
          variant="default"
          size="xs"
          disabled={!others}
          loading={closing.isPending}
          onClick={() => closing.mutate()}
        >
          Close all others
        </Button>
      </Group>
      <ErrorAlert error={closing.error} />
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={48} />}>
        {({ data }) => (
          <Stack gap="sm">
            {[...data]
              .sort((one, other) => Number(other.current) - Number(one.current))
              .map((session, index) => (
                <Fragment key={session.id}>
                  {index > 0 && <Divider />}
                  <SessionLine session={session} />
                </Fragment>
              ))}
          </Stack>
        )}
      </QueryView>
    </Paper>
  );
}

function SessionLine({ session }: { readonly session: Schema['Session'] }) {
  const client = useQueryClient();
  const { id, current, userAgent, address, lastSeenAt, createdAt } = session;
  const browser = describeBrowser(userAgent);
  const closing = useMutation({
    mutationFn: () => closeSession(id),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Stack gap={2} miw={180} flex={1}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {browser}
            </Text>
            {current && <Badge variant="light">This session</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {address}, seen <RelativeTime at={lastSeenAt} />, signed in{' '}
            <RelativeTime at={createdAt} />
          </Text>
        </Stack>
        {!current && (
          <Button
            variant="default"
            size="xs"
            loading={closing.isPending}
            onClick={() => closing.mutate()}
            aria-label={`Close the session of ${browser} from ${address}`}
          >
            Close
          </Button>
        )}
      </Group>
      <ErrorAlert error={closing.error} />
    </Stack>
  );
}
