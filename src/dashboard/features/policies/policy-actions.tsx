import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery } from '../../api/users.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { valuesOf } from './policy-values.ts';
import { RemovePolicy } from './remove-policy.tsx';
import { SetPolicy } from './set-policy.tsx';
import type { GivenPolicy } from './use-policies.ts';

/** What can be done with a policy. */
export function PolicyActions({ policy }: { readonly policy: GivenPolicy }) {
  const { account, host } = policy;
  const [act, setAct] = useState<'change' | 'take' | null>(null);
  const { data: users } = useQuery(usersQuery);
  const id = users?.data.find(({ name }) => name === account)?.id;
  const close = () => setAct(null);
  const where = `${account} on ${host}`;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Change the policy of ${where}`}
        onClick={() => setAct('change')}
      >
        Change
      </Button>
      <DangerButton
        size="compact-sm"
        aria-label={`Take away the policy of ${where}`}
        onClick={() => setAct('take')}
      >
        Take away
      </DangerButton>
      {act === 'change' && <SetPolicy initial={valuesOf(policy)} known onClose={close} />}
      {act === 'take' && id && <RemovePolicy {...{ id, account, host }} onClose={close} />}
    </Group>
  );
}
