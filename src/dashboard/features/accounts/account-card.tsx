import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { changeUser, usersQuery } from '../../api/users.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { AccountMenu } from './account-menu.tsx';
import { type AccountAct, stateOf } from './account-state.ts';
import { AccountUse } from './account-use.tsx';

interface AccountCardProps {
  readonly account: Schema['Account'];
  /** Whether it is the last active administrator's. */
  readonly last: boolean;
  onAct(act: AccountAct): void;
}

/** One account, and what can be done with it. */
export function AccountCard({ account, last, onAct }: AccountCardProps) {
  const client = useQueryClient();
  const { id, name, email, active, admin, createdAt, approvedAt, suspension, lastSignInAt } =
    account;
  const { tone, word } = stateOf(account);
  const activating = useMutation({
    mutationFn: () => changeUser(id, { active: true }),
    onSuccess: async ({ needsPassword = false }) => {
      if (needsPassword) onAct('reset-password'); // nobody can sign in before
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  return (
    <Paper>
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Stack gap={4} miw={{ base: '100%', xs: 200 }} flex={1}>
            <Group gap="xs">
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Text>
              <StateBadge tone={tone}>{word}</StateBadge>
              {admin && <Badge variant="light">Administrator</Badge>}
            </Group>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {email}, signed up <RelativeTime at={createdAt} />
              {approvedAt !== null && (
                <>
                  ,{' '}
                  {lastSignInAt ? (
                    <>
                      last signed in <RelativeTime at={lastSignInAt} />
                    </>
                  ) : (
                    'never signed in'
                  )}
                </>
              )}
            </Text>
            <AccountUse account={name} />
            {suspension && (
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                Suspended
                {suspension.since && (
                  <>
                    {' '}
                    <RelativeTime at={suspension.since} />
                  </>
                )}
                {suspension.reason && `: ${suspension.reason}`}
              </Text>
            )}
          </Stack>
          <Group gap="xs">
            {!active && (
              <Button
                variant={approvedAt === null ? 'filled' : 'default'}
                loading={activating.isPending}
                onClick={() => activating.mutate()}
                aria-label={`${approvedAt === null ? 'Approve' : 'Resume'} ${name}`}
              >
                {approvedAt === null ? 'Approve' : 'Resume'}
              </Button>
            )}
            <AccountMenu account={account} last={last} onAct={onAct} />
          </Group>
        </Group>
        <ErrorAlert error={activating.error} />
      </Stack>
    </Paper>
  );
}
