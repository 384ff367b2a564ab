import { Anchor, Button, Group, Paper, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'wouter';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import type { Attention } from './attention.ts';
import { useAttention } from './use-attention.ts';

/** What somebody should look at, or that there is nothing of that kind; `isEmpty`: nothing runs that could be well. */
export function AttentionList({ isEmpty }: { readonly isEmpty: boolean }) {
  const { found, failed } = useAttention();
  const [first] = failed;
  if (!first) return found ? <Found found={found} isEmpty={isEmpty} /> : <Waiting />;
  return (
    <Stack gap="sm">
      <ErrorAlert
        error={first.error}
        onRetry={() => void Promise.all(failed.map(({ refetch }) => refetch()))}
        retrying={failed.some(({ isFetching }) => isFetching)}
      />
      {found && found.length > 0 && <Found found={found} isEmpty={isEmpty} />}
    </Stack>
  );
}

const Waiting = () => <Skeleton height={58} radius="md" />;

interface FoundProps {
  readonly found: readonly Attention[];
  readonly isEmpty: boolean;
}

/** So many are shown at first: the gravest, above what else is on the page. */
const shownAtFirst = 10;

function Found({ found, isEmpty }: FoundProps) {
  const [isWhole, { toggle }] = useDisclosure();
  if (found.length === 0) return isEmpty ? <NothingYet /> : <AllWell />;
  const more = found.length - shownAtFirst;
  const shown = isWhole ? found : found.slice(0, shownAtFirst);
  return (
    <Paper p="md">
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map(({ key, ...attention }) => (
          <Item key={key} {...attention} />
        ))}
      </Stack>
      {more > 0 && (
        <Button variant="subtle" size="compact-sm" mt="sm" ml={26} onClick={toggle}>
          {isWhole ? 'Show fewer' : `Show ${more} more`}
        </Button>
      )}
    </Paper>
  );
}

function Item({ what, why, to }: Omit<Attention, 'key'>) {
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color="yellow" size="sm" c="var(--mantine-color-text)">
        <Icon name="attention" size={14} />
      </ThemeIcon>
      <Text size="sm">
        {to === null ? (
          <strong>{what}</strong>
        ) : (
          <Anchor component={Link} href={to} fw={500} inherit>
            {what}
          </Anchor>
        )}
        {'. '}
        <Text span c="dimmed" inherit>
          {why}
        </Text>
      </Text>
    </Group>
  );
}

function AllWell() {
  return (
    <Paper p="md">
      <Group gap="sm">
        <ThemeIcon variant="light" color="green" size="sm" c="var(--mantine-color-text)">
          <Icon name="done" size={14} />
        </ThemeIcon>
        <Text size="sm">Everything is well.</Text>
      </Group>
    </Paper>
  );
}

function NothingYet() {
  return (
    <Paper p="md">
      <Text size="sm" c="dimmed">
        Nothing runs yet. What needs attention will appear here.
      </Text>
    </Paper>
  );
}
