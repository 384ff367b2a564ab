import { NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { deploymentQuery } from '../../api/deployments.ts';
import { hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { moveUnikernel, type UnikernelPlace } from '../../api/unikernel.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { DeploymentSteps } from './deployment-steps.tsx';

interface MoveDialogProps {
  readonly place: UnikernelPlace;
  /** Then it cannot be. */
  readonly hasVolumes: boolean;
  onClose(): void;
}

/** Has a unikernel run on another host, and shows how that goes. */
export function MoveDialog({ place, hasVolumes, onClose }: MoveDialogProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState('');
  const moving = useMutation({ mutationFn: () => moveUnikernel(place, to) });
  const others = useOtherHosts(place.host);
  const to = chosen || (others[0] ?? '');
  const begun = moving.data;
  const leave = async () => {
    if (!begun) return onClose();
    // The page it was on is gone first: what that shows would be asked for again, and not be found.
    flushSync(() => {
      onClose();
      navigate(paths.unikernel(begun.host, place.name));
    });
    await client.invalidateQueries();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== '' && !moving.isPending) moving.mutate();
  };
  return (
    <Dialog title={`Move ${place.name}`} onClose={onClose}>
      {begun ? (
        <Moving id={begun.id} to={begun.host} onLeave={() => void leave()} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">
              The unikernel is started on the other host with the same image and configuration. Once
              it runs there and its checks have passed, it is destroyed on {place.host}. Its
              releases, labels and settings move with it.
            </Text>
            {hasVolumes && (
              <Text size="sm" role="status">
                It cannot be moved because it has volumes: their content would stay on {place.host}.
              </Text>
            )}
            <NativeSelect
              label="To"
              data={others}
              value={to}
              onChange={(event) => setChosen(event.currentTarget.value)}
              {...(others.length === 0 && { description: 'You have no policy on any other host.' })}
            />
            <ErrorAlert error={moving.error} />
            <DialogActions
              act="Move"
              pending={moving.isPending}
              disabled={to === '' || hasVolumes}
              onCancel={onClose}
            />
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

/** Where the account may run something, too. */
function useOtherHosts(host: string): readonly string[] {
  const { data } = useQuery(hostsQuery);
  const usable = (data?.data ?? []).filter(({ policy }) => policy !== null);
  return usable.map(({ name }) => name).filter((name) => name !== host);
}

interface MovingProps {
  readonly id: string;
  readonly to: string;
  onLeave(): void;
  onClose(): void;
}

function Moving({ id, to, onLeave, onClose }: MovingProps) {
  const { data } = useQuery(deploymentQuery(id));
  return (
    <Stack>
      <Text size="sm" role="status">
        {progressOf(data, to)}
      </Text>
      <DeploymentSteps id={id} />
      {data?.error && <Text size="sm">{data.error}</Text>}
      <DialogActions act={`Show it on ${to}`} pending={false} onAct={onLeave} onCancel={onClose} />
    </Stack>
  );
}

function progressOf(deployment: Schema['DeploymentDetails'] | undefined, to: string): string {
  if (!deployment?.finishedAt) return `It is being moved to ${to}.`;
  return deployment.state === 'succeeded' ? `It runs on ${to}.` : 'It was not moved.';
}
