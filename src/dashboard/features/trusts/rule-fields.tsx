import { Fieldset, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/session.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { ReachFields } from '../../components/reach-fields.tsx';
import { ScopeFields } from '../../components/scope-fields.tsx';
import { ClaimFields } from './claim-fields.tsx';
import type { TrustValues } from './trust-values.ts';

interface RuleFieldsProps {
  readonly form: UseFormReturnType<TrustValues>;
  readonly index: number;
  /** Without it the rule stays: a trust has one at least. */
  readonly onRemove?: () => void;
}

/** One rule: which identity tokens it fits, and what those are given. */
export function RuleFields({ form, index, onRemove }: RuleFieldsProps) {
  const account = useQuery(accountQuery);
  const path = `rules.${index}`;
  const rule = form.values.rules[index];
  return (
    <Fieldset legend={`Rule ${index + 1} (the first that matches applies)`}>
      <Stack>
        <ClaimFields
          value={rule?.claims ?? []}
          onChange={(claims) => form.setFieldValue(`${path}.claims`, claims)}
          error={form.errors[`${path}.claims`]}
        />
        <ScopeFields
          label="The job may"
          admin={account.data?.admin ?? false}
          value={rule?.scopes ?? []}
          onChange={(scopes) => form.setFieldValue(`${path}.scopes`, scopes)}
          error={form.errors[`${path}.scopes`]}
        />
        <ReachFields field={(name) => form.getInputProps(`${path}.${name}`)} />
        {onRemove && (
          <DangerButton size="xs" style={{ alignSelf: 'flex-start' }} onClick={onRemove}>
            Remove rule {index + 1}
          </DangerButton>
        )}
      </Stack>
    </Fieldset>
  );
}
