import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { accountQuery } from '../../api/session.ts';
import { changeUser, usersQuery } from '../../api/users.ts';
import { Confirm } from '../../components/confirm.tsx';

interface ChangeRoleProps {
  readonly account: Schema['Account'];
  /** Whether it is to be an administrator's. */
  readonly admin: boolean;
  onClose(): void;
}

/** Makes somebody an administrator, or no longer one, after asking. */
export function ChangeRole({ account: { id, name }, admin, onClose }: ChangeRoleProps) {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: () => changeUser(id, { admin }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      await client.invalidateQueries({ queryKey: accountQuery.queryKey }); // it may be one’s own
    },
  });
  return (
    <Confirm
      opened
      title={admin ? `Make ${name} an administrator?` : `Is ${name} an administrator no longer?`}
      act={admin ? 'Make administrator' : 'Take it away'}
      harmless={admin}
      pending={changing.isPending}
      error={changing.error}
      onConfirm={() => changing.mutate()}
      onClose={onClose}
    >
      {admin
        ? 'Administrators do everything here: hosts, policies, accounts, and what runs of everybody.'
        : 'What belongs to the account stays: unikernels, volumes, tokens as far as they need no administrator.'}
    </Confirm>
  );
}
