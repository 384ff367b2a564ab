import { useMutation, useQueryClient } from '@tanstack/react-query';
import { destroyUnikernel, type UnikernelPlace } from '../../api/unikernel.ts';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';

interface DestroyDialogProps {
  readonly opened: boolean;
  readonly place: UnikernelPlace;
  onDone(): void;
  onClose(): void;
}

/** Destroys a unikernel, once its name was typed. */
export function DestroyDialog({ opened, place, onDone, onClose }: DestroyDialogProps) {
  const client = useQueryClient();
  const destroying = useMutation({
    mutationFn: () => destroyUnikernel(place),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['unikernels'] }),
        client.invalidateQueries({ queryKey: ['deployments'] }),
      ]);
      onDone();
    },
  });
  return (
    <ConfirmByName
      opened={opened}
      title={`Destroy ${place.name}`}
      name={place.name}
      act="Destroy"
      pending={destroying.isPending}
      error={destroying.error}
      onConfirm={() => destroying.mutate()}
      onClose={onClose}
    >
      It is stopped and removed from {place.host} immediately. Its volumes stay, and its console is
      kept for a while.
    </ConfirmByName>
  );
}
