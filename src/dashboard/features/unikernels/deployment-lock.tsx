import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { unlockDeployments } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useReread } from './use-reread.ts';

/** Shows who has locked the deployments of a unikernel, why and until when, and can unlock them. */
export function DeploymentLock({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const { lock } = unikernel;
  const reread = useReread(unikernel);
  const unlocking = useMutation({
    meta: { done: 'Deployments unlocked' },
    mutationFn: () => unlockDeployments(unikernel),
    onSettled: reread,
  });
  if (!lock) return null;
  const { account, token } = lock.by;
  return (
    <Alert color="yellow" role="note" title="Deployments are locked">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {lock.reason}
        </Text>
        <Text size="sm">
          Locked by {token === null ? account : `${account}/${token}`}{' '}
          <RelativeTime at={lock.createdAt} />. The lock ends <RelativeTime at={lock.until} />.
        </Text>
        <ErrorAlert error={unlocking.error} />
        <Button
          size="compact-sm"
          variant="default"
          loading={unlocking.isPending}
          onClick={() => unlocking.mutate()}
        >
          Unlock deployments
        </Button>
      </Stack>
    </Alert>
  );
}
