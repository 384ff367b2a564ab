import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { revokeToken, tokensQuery } from '../../api/tokens.ts';
import { Confirm } from '../../components/confirm.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useMadeBy } from './use-made-by.ts';

interface RevokeTokenProps {
  readonly token: Schema['Token'];
  readonly opened: boolean;
  onClose(): void;
}

/** Ends a token for good, after asking. */
export function RevokeToken({
  token: { id, name, lastUsedAt },
  opened,
  onClose,
}: RevokeTokenProps) {
  const client = useQueryClient();
  const made = useMadeBy(id);
  const [descendants, setDescendants] = useState(true);
  const revoking = useMutation({
    meta: { done: 'Token revoked' },
    mutationFn: () => revokeToken(id, descendants),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey, exact: true });
    },
  });
  return (
    <Confirm
      opened={opened}
      title={`Revoke the token ${name}?`}
      act="Revoke"
      pending={revoking.isPending}
      error={revoking.error}
      onConfirm={() => revoking.mutate()}
      onClose={onClose}
    >
      Whatever uses it will be refused. This cannot be undone.
      {lastUsedAt && (
        <>
          {' '}
          It was last used <RelativeTime at={lastUsedAt} />.
        </>
      )}
      {made.length > 0 && (
        <Checkbox
          mt="md"
          label={`Also revoke what it created: ${made.join(', ')}`}
          checked={descendants}
          onChange={(event) => setDescendants(event.currentTarget.checked)}
        />
      )}
    </Confirm>
  );
}
