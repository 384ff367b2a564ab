import { Button, Code, Divider, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { revokeUserToken, userTokensQuery } from '../../api/users.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { scopesInWords } from '../../format/scopes.ts';

interface UserTokensProps {
  readonly account: Schema['Account'];
  onClose(): void;
}

/** The tokens of somebody else, each of which an administrator can end. */
export function UserTokens({ account, onClose }: UserTokensProps) {
  const query = useQuery(userTokensQuery(account.id));
  return (
    <Dialog onClose={onClose} title={`Tokens of ${account.name}`} size="lg">
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={48} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm">The account has none.</Text>
          ) : (
            <Stack gap="sm">
              {data.map((token, index) => (
                <Fragment key={token.id}>
                  {index > 0 && <Divider />}
                  <TokenLine account={account} token={token} />
                </Fragment>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Dialog>
  );
}

interface TokenLineProps {
  readonly account: Schema['Account'];
  readonly token: Schema['Token'];
}

function TokenLine({ account, token: { id, name, prefix, scopes, lastUsedAt } }: TokenLineProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: () => revokeUserToken(account.id, id),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries(userTokensQuery(account.id));
    },
  });
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} miw={200} flex={1}>
        <Text style={{ overflowWrap: 'anywhere' }}>
          {name} <Code>{prefix}…</Code>
        </Text>
        <Text size="sm" c="dimmed">
          {scopesInWords(scopes)};{' '}
          {lastUsedAt ? (
            <>
              used <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            'not used yet'
          )}
        </Text>
      </Stack>
      <Button
        size="xs"
        variant="default"
        aria-label={`Revoke ${name}`}
        onClick={() => setAsking(true)}
      >
        Revoke
      </Button>
      <Confirm
        opened={asking}
        title={`Revoke the token ${name} of ${account.name}?`}
        act="Revoke"
        pending={revoking.isPending}
        error={revoking.error}
        onConfirm={() => revoking.mutate()}
        onClose={() => setAsking(false)}
      >
        Whatever uses it will be refused. This cannot be undone.
      </Confirm>
    </Group>
  );
}
