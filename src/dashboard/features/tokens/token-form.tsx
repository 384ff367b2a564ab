import { Divider, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { accountQuery } from '../../api/session.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ReachFields } from '../../components/reach-fields.tsx';
import { ScopeFields } from '../../components/scope-fields.tsx';
import { EndingFields } from './ending-fields.tsx';
import { PresetChips } from './preset-chips.tsx';
import { faultsOf, type TokenValues } from './token-values.ts';

interface TokenFormProps {
  readonly initial: TokenValues;
  /** When the token ends now (null: never); undefined for a new one. */
  readonly endsNow?: string | null;
  /** The word on the button. */
  readonly act: string;
  readonly pending: boolean;
  readonly error: unknown;
  onSubmit(values: TokenValues): void;
  onCancel(): void;
}

/** All about a token but its secret. */
export function TokenForm(props: TokenFormProps) {
  const { initial, endsNow, act, pending, error, onSubmit, onCancel } = props;
  const account = useQuery(accountQuery);
  const form = useForm({ initialValues: initial, validate: faultsOf });
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack>
        <TextInput
          label="Name"
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description"
          placeholder="What uses it, and where (if you like)"
          maxLength={1000}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('description')}
        />
        <PresetChips
          value={form.values.scopes}
          onChange={(scopes) => form.setFieldValue('scopes', scopes)}
        />
        <ScopeFields
          label="It may"
          admin={account.data?.admin ?? false}
          value={form.values.scopes}
          onChange={(scopes) => form.setFieldValue('scopes', scopes)}
          error={form.errors.scopes}
        />
        <EndingFields form={form} now={endsNow} />
        <Divider label="Only for" labelPosition="left" />
        <ReachFields field={(name) => form.getInputProps(name)} />
        <ErrorAlert error={error} />
        <DialogActions act={act} pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
