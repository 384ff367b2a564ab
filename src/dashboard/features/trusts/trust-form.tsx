import { Autocomplete, Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fieldErrors } from '../../api/field-errors.ts';
import { issuersQuery } from '../../api/trusts.ts';
import { DayInput } from '../../components/day-input.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { knownIssuers } from './known-issuers.ts';
import { RuleFields } from './rule-fields.tsx';
import { newRule, type TrustValues } from './trust-values.ts';

interface TrustFormProps {
  readonly initial: TrustValues;
  /** The word on the button. */
  readonly act: string;
  readonly pending: boolean;
  readonly error: unknown;
  onSubmit(values: TrustValues): void;
  onCancel(): void;
}

/** All about a trust: whom it believes, and what whose jobs may do. */
export function TrustForm({ initial, act, pending, error, onSubmit, onCancel }: TrustFormProps) {
  const issuers = useQuery(issuersQuery);
  const form = useForm({ initialValues: initial });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(error)), [error, setErrors]);
  const allowed = issuers.data?.data.map(({ issuer }) => issuer) ?? [];
  return (
    <form onSubmit={form.onSubmit(onSubmit)}>
      <Stack>
        <TextInput
          label="Name"
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Autocomplete
          label="Issuer"
          description="Exactly as in the identity token’s iss claim. An administrator has to allow it."
          data={[...new Set([...allowed, ...knownIssuers])]}
          required
          {...form.getInputProps('issuer')}
        />
        <TextInput
          label="Audience"
          description="What the job requests from its issuer. This server’s address is a good choice."
          required
          {...form.getInputProps('audience')}
        />
        <DayInput
          label="Last day"
          description="When the trust ends, with all tokens issued through it."
          placeholder="Never ends"
          clearable
          clearButtonProps={{ 'aria-label': 'Never ends' }}
          {...form.getInputProps('lastDay')}
        />
        {form.values.rules.map((rule, index) => (
          <RuleFields
            key={rule.key}
            form={form}
            index={index}
            {...(form.values.rules.length > 1
              ? { onRemove: () => form.removeListItem('rules', index) }
              : {})}
          />
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="add" size={14} />}
            onClick={() => form.insertListItem('rules', newRule())}
          >
            Add a rule
          </Button>
        </Group>
        <ErrorAlert error={error} />
        <DialogActions act={act} pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
