import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { restartUnikernel, type UnikernelPlace } from '../../api/unikernel.ts';
import { RestartForm } from './restart-form.tsx';

interface RestartDialogProps {
  readonly opened: boolean;
  readonly place: UnikernelPlace;
  readonly currentArguments: readonly string[];
  onDone(): void;
  onClose(): void;
}

/** Restarts a unikernel, with other arguments where they are changed. Stays open until it is done. */
export function RestartDialog(props: RestartDialogProps) {
  const { opened, place, currentArguments, onDone, onClose } = props;
  const client = useQueryClient();
  const restarting = useMutation({
    mutationFn: (changed: string[] | null) =>
      restartUnikernel(place, changed ? { arguments: changed } : undefined),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['unikernels'] }),
        client.invalidateQueries({ queryKey: ['deployments'] }),
      ]);
      onDone();
    },
  });
  const close = () => {
    if (restarting.isPending) return;
    restarting.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={`Restart ${place.name}`}>
      <RestartForm
        currentArguments={currentArguments}
        pending={restarting.isPending}
        error={restarting.error}
        onRestart={(changed) => restarting.mutate(changed)}
        onCancel={close}
      />
    </Modal>
  );
}
