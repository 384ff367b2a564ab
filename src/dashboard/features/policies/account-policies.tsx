import { Section } from '../../components/section.tsx';
import { PolicyList } from './policy-list.tsx';
import type { GivenPolicy } from './use-policies.ts';

interface AccountPoliciesProps {
  readonly account: string;
  readonly policies: readonly GivenPolicy[];
}

/** What one account was given, on all hosts. */
export function AccountPolicies({ account, policies }: AccountPoliciesProps) {
  return (
    <Section title={account}>
      <PolicyList label={`Policies of ${account}`} by="host" policies={policies} />
    </Section>
  );
}
