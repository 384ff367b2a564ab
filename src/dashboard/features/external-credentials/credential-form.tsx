import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type CredentialOwner, saveExternalCredential } from '../../api/external-credentials.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { SecretField } from './secret-field.tsx';
import type { Service } from './services.ts';
import { TokenServiceField, tokenServiceIn } from './token-service-field.tsx';

interface CredentialFormProps {
  readonly owner: CredentialOwner;
  readonly service: Service;
  /** What is saved already; null: nothing. */
  readonly credential: Schema['ExternalCredential'] | null;
  onSaved(): Promise<unknown>;
}

/** Saves a credential, which is never shown again. */
export function CredentialForm({ owner, service, credential, onSaved }: CredentialFormProps) {
  const replaces = credential !== null;
  const tokenService = credential?.tokenService ?? '';
  const form = useForm({ initialValues: { secret: '', tokenService } });
  const saving = useMutation({
    mutationFn: ({ secret, tokenService }: typeof form.values) =>
      saveExternalCredential(owner, service.id, {
        secret: secret.trim(),
        ...tokenServiceIn(tokenService),
      }),
    onSuccess: () => {
      form.setFieldValue('secret', '');
      return onSaved();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
    gcTime: 0,
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack gap="sm">
        <SecretField
          service={service}
          {...(replaces && { label: `Another ${service.field}` })}
          {...form.getInputProps('secret')}
        />
        {service.isRegistry && <TokenServiceField {...form.getInputProps('tokenService')} />}
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
