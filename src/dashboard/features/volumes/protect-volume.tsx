import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { changeVolume, volumeQuery, volumesQuery } from '../../api/volumes.ts';
import { ProtectionSwitch } from '../../components/protection-switch.tsx';

/** Protects a volume from losing its content, or lifts that. */
export function ProtectVolume({ volume }: { readonly volume: Schema['Volume'] }) {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: (deletionProtection: boolean) => changeVolume(volume, { deletionProtection }),
    onSuccess: async (changed) => {
      client.setQueryData(volumeQuery(volume).queryKey, changed);
      await client.invalidateQueries({ queryKey: volumesQuery.queryKey });
    },
  });
  return (
    <ProtectionSwitch
      isOn={changing.isPending ? changing.variables : volume.deletionProtection}
      description="While this is on, the volume can be neither deleted nor overwritten."
      pending={changing.isPending}
      error={changing.error}
      onChange={changing.mutate}
    />
  );
}
