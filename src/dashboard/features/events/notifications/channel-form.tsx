import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { wholeFieldErrors } from '../../../api/field-errors.ts';
import { DialogActions } from '../../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { type ChannelValues, faultsOf } from './channel-values.ts';
import { TextFields } from './text-fields.tsx';
import { TypeField } from './type-field.tsx';

interface ChannelFormProps {
  readonly initial: ChannelValues;
  readonly isNew: boolean;
  /** Its settings cannot be read any more, so that they have to be given again. */
  readonly isUnreadable: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  onSubmit(values: ChannelValues): void;
  onCancel(): void;
}

const kinds = [
  { value: 'webhook', label: 'Webhook, for a program' },
  { value: 'mail', label: 'E-mail' },
  { value: 'text', label: 'Message to ntfy, Slack, Matrix or the like' },
];

/** All about a channel but what signs its webhooks. */
export function ChannelForm(props: ChannelFormProps) {
  const { initial, isNew, isUnreadable, pending, error, onSubmit, onCancel } = props;
  const isWhole = isNew || isUnreadable;
  const form = useForm<ChannelValues>({
    initialValues: initial,
    validate: (values) => faultsOf(values, isWhole),
  });
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  const { kind } = form.values;
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack>
        {isNew && <NativeSelect label="Kind" data={kinds} {...form.getInputProps('kind')} />}
        <TextInput
          label="Name"
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TypeField
          value={form.values.types}
          error={form.errors.types}
          onChange={(types) => form.setFieldValue('types', types)}
        />
        {kind !== 'mail' && (
          <TextInput
            label="Address"
            type="url"
            placeholder="https://…"
            autoComplete="off"
            description={
              isWhole ? 'Never shown in full again' : 'Leave empty to keep the current one.'
            }
            {...form.getInputProps('url')}
          />
        )}
        {kind === 'text' && <TextFields form={form} isNew={isWhole} />}
        <ErrorAlert error={error} />
        <DialogActions act={isNew ? 'Add' : 'Save'} pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
