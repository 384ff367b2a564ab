import { useMutation, useQueryClient } from '@tanstack/react-query';
import { rollbackUnikernel } from '../../api/releases.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { Confirm } from '../../components/confirm.tsx';

interface RollbackDialogProps {
  readonly place: UnikernelPlace;
  /** null: none is chosen, and nothing is asked. */
  readonly release: number | null;
  /** Whether it is older than what runs. */
  readonly isBack: boolean;
  onClose(): void;
}

/** Goes back to a release, or forth to one that was gone back from, once that was confirmed. */
export function RollbackDialog({ place, release, isBack, onClose }: RollbackDialogProps) {
  const client = useQueryClient();
  const rollingBack = useMutation({
    mutationFn: (number: number) => rollbackUnikernel(place, number),
    onSuccess: async () => {
      const changed = ['unikernels', 'deployments', 'releases'];
      await Promise.all(changed.map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  return (
    <Confirm
      opened={release !== null}
      title={
        isBack
          ? `Roll ${place.name} back to release ${release ?? ''}?`
          : `Deploy release ${release ?? ''} of ${place.name} again?`
      }
      act={isBack ? 'Roll back' : 'Deploy again'}
      pending={rollingBack.isPending}
      error={rollingBack.error}
      onConfirm={() => release !== null && rollingBack.mutate(release)}
      onClose={() => {
        rollingBack.reset();
        onClose();
      }}
    >
      It is restarted on {place.host} with the image, memory, arguments and devices of that release.
      Its volumes stay as they are.
    </Confirm>
  );
}
