import { Paper, Title } from '@mantine/core';
import { useId } from 'react';
import { PolicyList } from './policy-list.tsx';
import type { GivenPolicy } from './use-policies.ts';

interface AccountPoliciesProps {
  readonly account: string;
  readonly policies: readonly GivenPolicy[];
}

/** What one account was given, on all hosts. */
export function AccountPolicies({ account, policies }: AccountPoliciesProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id} style={{ overflowWrap: 'anywhere' }}>
        {account}
      </Title>
      <PolicyList label={`Policies of ${account}`} by="host" policies={policies} />
    </Paper>
  );
}
