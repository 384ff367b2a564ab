import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { serverAddress } from '../../api/base-path.ts';
import { changesOf } from '../../api/changes.ts';
import type { Schema } from '../../api/schema.ts';
import { changeTrust, createTrust, trustsQuery } from '../../api/trusts.ts';
import { Dialog } from '../../components/dialog.tsx';
import { gitHubActions } from './known-issuers.ts';
import { TrustForm } from './trust-form.tsx';
import { bodyOf, newTrust, type TrustValues, valuesOf } from './trust-values.ts';

interface EditTrustProps {
  /** null: it is a new one. */
  readonly trust: Schema['Trust'] | null;
  onClose(): void;
}

/** Makes a trust, or changes one. */
export function EditTrust({ trust, onClose }: EditTrustProps) {
  const client = useQueryClient();
  const [initial] = useState(() =>
    trust ? valuesOf(trust) : newTrust(gitHubActions, serverAddress),
  );
  const saving = useMutation({
    meta: { done: 'Trust saved' },
    mutationFn: async (values: TrustValues) => {
      const after = bodyOf(values);
      await (trust
        ? changeTrust(trust.id, changesOf({ before: bodyOf(initial), after }))
        : createTrust(after));
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: trustsQuery.queryKey });
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={trust ? `Edit the trust ${trust.name}` : 'New trust'}
      size="lg"
      closeOnClickOutside={false}
    >
      <TrustForm
        initial={initial}
        act={trust ? 'Save' : 'Create trust'}
        pending={saving.isPending}
        error={saving.error}
        onSubmit={saving.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
