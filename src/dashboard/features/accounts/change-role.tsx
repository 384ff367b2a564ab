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
      title={admin ? `Make ${name} an administrator?` : `Remove administrator rights from ${name}?`}
      act={admin ? 'Make administrator' : 'Remove rights'}
      harmless={admin}
      pending={changing.isPending}
      error={changing.error}
      onConfirm={() => changing.mutate()}
      onClose={onClose}
    >
      {admin
        ? 'Administrators manage everything here: hosts, policies, accounts, and everybody’s unikernels and volumes.'
        : 'The account keeps its unikernels, its volumes, and the tokens that need no administrator rights.'}
    </Confirm>
  );
}
