import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { RevokeToken } from './revoke-token.tsx';
import { RotateToken } from './rotate-token.tsx';

interface TokenActionsProps {
  readonly token: Schema['Token'];
  onEdit(): void;
}

/** What can be done with a token; one from an identity token can only be revoked. */
export function TokenActions({ token, onEdit }: TokenActionsProps) {
  const [act, setAct] = useState<'rotate' | 'revoke' | null>(null);
  const close = () => setAct(null);
  return (
    <Group gap="xs">
      {!token.exchanged && (
        <>
          <Button variant="default" onClick={onEdit}>
            Edit
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="restart" />}
            onClick={() => setAct('rotate')}
          >
            Rotate
          </Button>
        </>
      )}
      <DangerButton leftSection={<Icon name="remove" />} onClick={() => setAct('revoke')}>
        Revoke
      </DangerButton>
      {act === 'rotate' && <RotateToken token={token} onClose={close} />}
      <RevokeToken token={token} opened={act === 'revoke'} onClose={close} />
    </Group>
  );
}
