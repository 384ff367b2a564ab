import {
  ActionIcon,
  Anchor,
  Box,
  Button,
  Group,
  Indicator,
  Popover,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { markSeen, unseenQuery } from '../api/unseen.ts';
import { ErrorAlert } from '../components/error-alert.tsx';
import { eventPage } from '../components/event-page.ts';
import { Icon } from '../components/icons.tsx';
import { RelativeTime } from '../components/relative-time.tsx';

const max = 99;

/** What is not well and was not seen yet: how much, and the newest of it. */
export function Bell() {
  const client = useQueryClient();
  const [opened, { toggle, close }] = useDisclosure();
  const { data, error } = useQuery(unseenQuery);
  const { count = 0, data: events = [] } = data ?? {};
  const [newest] = events;
  const seeing = useMutation({
    mutationFn: () => markSeen(newest?.number ?? 0),
    onSuccess: () => client.invalidateQueries(unseenQuery),
  });
  const words = count === 0 ? 'Nothing new' : `${count > max ? `${max}+` : count} new`;
  return (
    <Popover
      opened={opened}
      onChange={toggle}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
    >
      <Indicator
        label={count > max ? `${max}+` : count}
        size={16}
        offset={6}
        disabled={count === 0}
        color="red.8"
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size="lg"
            aria-label={`Notifications: ${words}`}
            onClick={toggle}
          >
            <Icon name="bell" />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          <ErrorAlert error={error ?? seeing.error} />
          {count === 0 && <Text size="sm">Nothing new needs your attention.</Text>}
          {events.length > 0 && (
            <Stack
              component="ul"
              gap="xs"
              m={0}
              p={0}
              mah="50vh"
              style={{ overflowY: 'auto' }}
              tabIndex={0}
              aria-label="New"
            >
              {events.map(({ id, summary, object, lastAt }) => (
                <Box
                  component="li"
                  key={id}
                  style={{ listStyle: 'none', overflowWrap: 'anywhere' }}
                >
                  <Anchor
                    component={Link}
                    href={eventPage(object) ?? '/events'}
                    size="sm"
                    onClick={close}
                  >
                    {summary}
                  </Anchor>
                  <Text size="xs" c="dimmed" component="div">
                    <RelativeTime at={lastAt} />
                  </Text>
                </Box>
              ))}
            </Stack>
          )}
          <Group justify="space-between" gap="xs">
            <Button
              size="xs"
              variant="default"
              disabled={count === 0}
              loading={seeing.isPending}
              onClick={() => seeing.mutate()}
            >
              Mark as seen
            </Button>
            <Anchor component={Link} href="/notifications" size="sm" onClick={close}>
              Notifications
            </Anchor>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
