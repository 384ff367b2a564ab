import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deletePolicyTemplate, policyTemplatesQuery } from '../../api/policies.ts';
import { Confirm } from '../../components/confirm.tsx';

interface DeleteTemplateProps {
  readonly name: string;
  onClose(): void;
}

/** Forgets a template, once that was confirmed. */
export function DeleteTemplate({ name, onClose }: DeleteTemplateProps) {
  const client = useQueryClient();
  const deleting = useMutation({
    meta: { done: 'Template deleted' },
    mutationFn: () => deletePolicyTemplate(name),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: policyTemplatesQuery.queryKey });
    },
  });
  return (
    <Confirm
      opened
      title={`Delete the template ${name}?`}
      act="Delete template"
      pending={deleting.isPending}
      error={deleting.error}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    >
      Policies that were set from it stay. Where it is the default, new accounts no longer get a
      policy.
    </Confirm>
  );
}
