import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { deleteVolume, volumeQuery, volumesQuery } from '../../api/volumes.ts';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { paths } from '../../components/paths.ts';
import { useHolder } from './volume-state.tsx';

/** Removes a volume with its content, once its name was typed. */
export function DeleteVolume({ volume }: { readonly volume: Schema['Volume'] }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState(false);
  const first = useFirstStep(volume);
  const deleting = useMutation({
    meta: { done: 'Volume deleted' },
    mutationFn: () => deleteVolume(volume),
    onSuccess: async () => {
      navigate(paths.volumes);
      client.removeQueries({ queryKey: volumeQuery(volume).queryKey });
      await client.invalidateQueries({ queryKey: volumesQuery.queryKey, exact: true });
    },
  });
  return (
    <>
      {first && (
        <Text size="sm" c="dimmed">
          To delete it, first {first}.
        </Text>
      )}
      <DangerButton
        leftSection={<Icon name="remove" size={16} />}
        disabled={first !== null}
        onClick={() => setAsked(true)}
      >
        Delete
      </DangerButton>
      <ConfirmByName
        opened={asked}
        title={`Delete ${volume.name}`}
        name={volume.name}
        act="Delete"
        pending={deleting.isPending}
        error={deleting.error}
        onConfirm={() => deleting.mutate()}
        onClose={() => setAsked(false)}
      >
        The volume and everything on it are deleted from {volume.host}. This cannot be undone.
      </ConfirmByName>
    </>
  );
}

/** What has to be done before a volume can be deleted; null: nothing. */
function useFirstStep(volume: Schema['Volume']): string | null {
  const holder = useHolder(volume);
  if (volume.deletionProtection) return 'turn its protection off';
  return volume.inUse ? `destroy ${holder ?? 'the unikernel that holds it'}` : null;
}
