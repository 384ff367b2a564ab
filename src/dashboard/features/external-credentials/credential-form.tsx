import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type CredentialOwner, saveExternalCredential } from '../../api/external-credentials.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { SecretField } from './secret-field.tsx';
import type { Service } from './services.ts';

interface CredentialFormProps {
  readonly owner: CredentialOwner;
  readonly service: Service;
  /** Whether there is one already. */
  readonly replaces: boolean;
  onSaved(): Promise<unknown>;
}

/** Saves a credential, which is never shown again. */
export function CredentialForm({ owner, service, replaces, onSaved }: CredentialFormProps) {
  const form = useForm({ initialValues: { secret: '' } });
  const saving = useMutation({
    mutationFn: () => saveExternalCredential(owner, service.id, form.values.secret.trim()),
    onSuccess: () => {
      form.reset();
      return onSaved();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
    gcTime: 0,
  });
  return (
    <form onSubmit={form.onSubmit(() => saving.mutate())}>
      <Stack gap="sm">
        <SecretField
          service={service}
          {...(replaces && { label: `Another ${service.field}` })}
          {...form.getInputProps('secret')}
        />
        <ErrorAlert error={saving.error} />
        <Group>
          <Button type="submit" variant="default" loading={saving.isPending}>
            {replaces ? 'Replace' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
