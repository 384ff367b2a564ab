import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { deployFrom } from '../../api/updates.ts';
import { Confirm } from '../../components/confirm.tsx';
import { SignatureField } from '../../components/signature-field.tsx';
import { originInWords } from './origin-link.tsx';

interface UpdateDialogProps {
  readonly place: UnikernelPlace;
  readonly update: NonNullable<Schema['UnikernelUpdates']['update']>;
  readonly opened: boolean;
  onClose(): void;
}

/** Deploys what is newer, once that was confirmed; how it goes is shown on the page. */
export function UpdateDialog({ place, update, opened, onClose }: UpdateDialogProps) {
  const client = useQueryClient();
  const [signature, setSignature] = useState<File | null>(null);
  const close = () => {
    setSignature(null);
    onClose();
  };
  const updating = useMutation({
    mutationFn: () => deployFrom(place, { source: update.source, keepChecks: true }, signature),
    onSettled: async () => {
      const changed = ['unikernels', 'deployments', 'releases', 'updates'];
      await Promise.all(changed.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onSuccess: close,
  });
  return (
    <Confirm
      opened={opened}
      title={`Update ${place.name}?`}
      act="Update"
      harmless
      pending={updating.isPending}
      error={updating.error}
      onConfirm={() => updating.mutate()}
      onClose={() => {
        updating.reset();
        close();
      }}
    >
      The image from {originInWords(update)} is fetched and started on {place.host} instead of the
      one that runs, with the same configuration, and has to pass the unikernel’s checks. Unless the
      last deployment said otherwise, the old image is started again if the new one does not stay up
      or a check fails.
      <SignatureField isFetched file={signature} onFile={setSignature} />
    </Confirm>
  );
}
