import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { changeUser, deleteUser, domainQuery, holdingsQuery, usersQuery } from '../../api/users.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DomainPreview } from './domain-preview.tsx';
import { HoldingsPreview } from './holdings-preview.tsx';
import { OrphansReport } from './orphans-report.tsx';

interface EndAccountProps {
  readonly account: Schema['Account'];
  readonly act: 'suspend' | 'delete';
  onClose(): void;
}

/** Suspends or deletes an account; shows what it has running before, and what is left after. */
export function EndAccount({ account, act, onClose }: EndAccountProps) {
  const client = useQueryClient();
  const [destroy, setDestroy] = useState(false);
  const [reason, setReason] = useState('');
  const { id, name, approvedAt } = account;
  const isKnown = approvedAt !== null;
  const domain = useQuery({ ...domainQuery(name), enabled: isKnown && act === 'suspend' });
  const holdings = useQuery({ ...holdingsQuery(name), enabled: isKnown && act === 'delete' });
  const { unikernels = [], volumes = [], errors = [] } = holdings.data ?? {};
  const running = act === 'delete' ? unikernels : (domain.data?.data ?? []);
  const ending = useMutation({
    mutationFn: async () => {
      if (act === 'delete') return deleteUser(id, destroy);
      const why = reason.trim() === '' ? {} : { reason };
      return (await changeUser(id, { active: false, destroy, ...why })).leftovers ?? null;
    },
    onSuccess: async (left) => {
      if (!left || left.unikernels.length + left.errors.length === 0) onClose();
      await client.invalidateQueries({
        queryKey: usersQuery.queryKey,
        predicate: ({ queryKey }) => act === 'suspend' || queryKey[1] !== name, // it is gone
      });
    },
  });
  if (ending.data) {
    return (
      <Dialog
        onClose={onClose}
        title={act === 'delete' ? `${name} is deleted` : `${name} is suspended`}
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
      {act === 'suspend' && (
        <TextInput
          label="Reason"
          description="Optional. Shown to the account."
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {isKnown && act === 'suspend' && <DomainPreview query={domain} />}
      {isKnown && act === 'delete' && <HoldingsPreview query={holdings} />}
      {running.length + volumes.length + errors.length > 0 && (
        <Checkbox
          label={
            act === 'delete'
              ? 'Destroy its unikernels and keep its volumes'
              : 'Also destroy its unikernels'
          }
          description={
            act === 'delete'
              ? 'Required while it has, or may have, anything on a host.'
              : 'Its volumes are kept either way.'
          }
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
    <Confirm {...asking} title={`Suspend ${name}?`} act="Suspend">
      {what}
    </Confirm>
  );
}

function consequence(act: EndAccountProps['act'], { approvedAt }: Schema['Account']): string {
  if (act === 'suspend') {
    return (
      'Until it is resumed, it cannot sign in, and its tokens are refused with the reason. Its unikernels ' +
      'keep running, but are neither restarted nor checked automatically.'
    );
  }
  return approvedAt === null
    ? 'It was never approved, so its name and address can be used again.'
    : 'Its sessions and tokens end for good. Its name is never used again.';
}
