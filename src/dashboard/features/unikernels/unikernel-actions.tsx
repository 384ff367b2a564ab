import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { type UnikernelPlace, unikernelAddress } from '../../api/unikernel.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { paths } from '../../components/paths.ts';
import { DestroyDialog } from './destroy-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { RestartDialog } from './restart-dialog.tsx';
import { StopOrStart } from './stop-or-start.tsx';

interface UnikernelActionsProps {
  readonly place: UnikernelPlace;
  /** null: it does not run, or that is not known yet. */
  readonly unikernel: Schema['UnikernelDetails'] | null;
}

/** What can be done with one unikernel. */
export function UnikernelActions({ place, unikernel }: UnikernelActionsProps) {
  const [asked, setAsked] = useState<'restart' | 'move' | 'destroy' | null>(null);
  const [done, setDone] = useState('');
  const close = () => setAsked(null);
  const finish = (what: string) => {
    setDone(what);
    close();
  };
  return (
    <>
      <Text size="sm" role="status" pos={done === '' ? 'absolute' : 'static'}>
        {done}
      </Text>
      {unikernel && (
        <>
          <Button
            component={Link}
            href={`${paths.unikernel(place.host, place.name)}/update`}
            leftSection={<Icon name="deploy" size={16} />}
          >
            Update
          </Button>
          <Button
            component={Link}
            href={`${paths.unikernel(place.host, place.name)}/configuration`}
            variant="default"
          >
            Configure
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="restart" size={16} />}
            onClick={() => setAsked('restart')}
          >
            Restart
          </Button>
          <Button variant="default" onClick={() => setAsked('move')}>
            Move
          </Button>
          <StopOrStart place={place} state={unikernel.state} onDone={finish} />
          <Button
            component="a"
            href={`${unikernelAddress(place)}/image`}
            download
            variant="default"
            leftSection={<Icon name="download" size={16} />}
          >
            Download image
          </Button>
          <DangerButton
            leftSection={<Icon name="remove" size={16} />}
            disabled={unikernel.deletionProtection}
            title={unikernel.deletionProtection ? 'It is protected.' : undefined}
            onClick={() => setAsked('destroy')}
          >
            Destroy
          </DangerButton>
        </>
      )}
      <RestartDialog
        opened={asked === 'restart' && unikernel !== null}
        place={place}
        currentArguments={unikernel?.arguments ?? []}
        onDone={() => finish('Restarted')}
        onClose={close}
      />
      {asked === 'move' && (
        <MoveDialog
          place={place}
          hasVolumes={(unikernel?.blockDevices.length ?? 0) > 0}
          onClose={close}
        />
      )}
      <DestroyDialog
        opened={asked === 'destroy'}
        place={place}
        onDone={() => finish('Destroyed')}
        onClose={close}
      />
    </>
  );
}
