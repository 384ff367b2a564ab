import { useMutation, useQueryClient } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import { deletePolicy } from '../../api/policies.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';

interface RemovePolicyProps {
  readonly account: string;
  readonly host: string;
  onClose(): void;
}

/** Removes a policy; where anything is left, only once it was said that all of that goes. */
export function RemovePolicy({ account, host, onClose }: RemovePolicyProps) {
  const client = useQueryClient();
  const taking = useMutation({
    meta: { done: 'Policy removed' },
    mutationFn: (destroy: boolean) => deletePolicy({ account, host }, destroy),
    onSuccess: async () => {
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: hostsQuery.queryKey }),
      ]);
    },
  });
  const { error, isPending, variables: destroys } = taking;
  const isInUse = error instanceof ProblemError && error.code === 'domain-in-use';
  if (isInUse || destroys) {
    return (
      <ConfirmByName
        opened
        title={`Destroy everything that ${account} has on ${host}?`}
        name={account}
        act="Destroy and remove"
        pending={isPending}
        error={isInUse ? null : error}
        onConfirm={() => taking.mutate(true)}
        onClose={onClose}
      >
        {isInUse && `${error.detail.split('. ')[0]}. `}
        All of its unikernels there are destroyed, and its volumes are deleted with their content.
        This cannot be undone. To keep them, close this.
      </ConfirmByName>
    );
  }
  return (
    <Confirm
      opened
      title={`Remove the policy of ${account} on ${host}?`}
      act="Remove policy"
      pending={isPending}
      error={error}
      onConfirm={() => taking.mutate(false)}
      onClose={onClose}
    >
      {account} can then do nothing on {host}. This is refused while the account still has anything
      there.
    </Confirm>
  );
}
