import { Checkbox, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { changeUser, deleteUser, domainQuery, usersQuery } from '../../api/users.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DomainPreview } from './domain-preview.tsx';
import { OrphansReport } from './orphans-report.tsx';

interface EndAccountProps {
  readonly account: Schema['Account'];
  readonly act: 'deactivate' | 'delete';
  onClose(): void;
}

/** Deactivates or deletes an account; shows what it has running before, and what is left after. */
export function EndAccount({ account, act, onClose }: EndAccountProps) {
  const client = useQueryClient();
  const [destroy, setDestroy] = useState(false);
  const { id, name, approvedAt } = account;
  const domain = useQuery({ ...domainQuery(name), enabled: approvedAt !== null });
  const ending = useMutation({
    mutationFn: async () => {
      if (act === 'delete') return deleteUser(id, destroy);
      return (await changeUser(id, { active: false, destroy })).leftovers ?? null;
    },
    onSuccess: async (left) => {
      if (!left || left.unikernels.length + left.errors.length === 0) onClose();
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  if (ending.data) {
    return (
      <Dialog
        onClose={onClose}
        title={act === 'delete' ? `${name} is deleted` : `${name} is deactivated`}
      >
        <OrphansReport left={ending.data} onDone={onClose} />
      </Dialog>
    );
  }
  const asking = {
    opened: true,
    pending: ending.isPending,
    error: ending.error,
    onConfirm: () => ending.mutate(),
    onClose,
  };
  const what = (
    <Stack gap="sm">
      <Text size="sm">{consequence(act, account)}</Text>
      {approvedAt !== null && <DomainPreview query={domain} />}
      {(domain.data?.data.length ?? 0) > 0 && (
        <Checkbox
          label="Destroy its unikernels, too"
          description="Its volumes stay in any case."
          checked={destroy}
          onChange={(event) => setDestroy(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
  return act === 'delete' ? (
    <ConfirmByName {...asking} title={`Delete ${name}?`} name={name} act="Delete">
      {what}
    </ConfirmByName>
  ) : (
    <Confirm {...asking} title={`Deactivate ${name}?`} act="Deactivate">
      {what}
    </Confirm>
  );
}

function consequence(act: EndAccountProps['act'], { approvedAt }: Schema['Account']): string {
  if (act === 'deactivate') {
    return 'Its sessions are closed and its tokens refused, until it is activated again.';
  }
  return approvedAt === null
    ? 'It was never approved: its name and address can be used by another one.'
    : 'Its sessions and tokens end for good. Its name is never given to another.';
}
