import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { DangerButton } from '../../components/danger-button.tsx';
import { ChangePolicy } from './change-policy.tsx';
import { GivePolicies } from './give-policies.tsx';
import { newPolicy, valuesOf } from './policy-values.ts';
import { RemovePolicy } from './remove-policy.tsx';
import type { GivenPolicy } from './use-policies.ts';

/** What can be done with a policy. */
export function PolicyActions({ policy }: { readonly policy: GivenPolicy }) {
  const { account, host } = policy;
  const [act, setAct] = useState<'change' | 'copy' | 'remove' | null>(null);
  const close = () => setAct(null);
  const where = `${account} on ${host}`;
  return (
    <Group gap={4} justify="flex-end">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Change the policy of ${where}`}
        onClick={() => setAct('change')}
      >
        Change
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Copy the policy of ${where}`}
        onClick={() => setAct('copy')}
      >
        Copy
      </Button>
      <DangerButton
        size="compact-sm"
        aria-label={`Remove the policy of ${where}`}
        onClick={() => setAct('remove')}
      >
        Remove
      </DangerButton>
      {act === 'change' && <ChangePolicy policy={policy} onClose={close} />}
      {act === 'copy' && <CopyPolicy policy={policy} onClose={close} />}
      {act === 'remove' && <RemovePolicy {...{ account, host }} onClose={close} />}
    </Group>
  );
}

interface CopyPolicyProps {
  readonly policy: GivenPolicy;
  onClose(): void;
}

/** Gives others the same. */
function CopyPolicy({ policy, onClose }: CopyPolicyProps) {
  const [initial] = useState(() => newPolicy(policy.host, null, valuesOf(policy)));
  return <GivePolicies initial={initial} isCopy onClose={onClose} />;
}
