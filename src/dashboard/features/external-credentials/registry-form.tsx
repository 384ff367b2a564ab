import { Button, Group, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type CredentialOwner,
  externalCredentialsQuery,
  saveExternalCredential,
} from '../../api/external-credentials.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { CredentialSteps } from './credential-steps.tsx';
import { registryService } from './services.ts';

const another = registryService('another registry');

/** Saves a credential for a registry that has none yet. */
export function RegistryForm({ owner }: { readonly owner: CredentialOwner }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { service: '', secret: '' } });
  const saving = useMutation({
    mutationFn: ({ service, secret }: typeof form.values) =>
      saveExternalCredential(owner, service.trim(), secret.trim()),
    onSuccess: () => {
      form.reset();
      return client.invalidateQueries(externalCredentialsQuery(owner));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
    gcTime: 0,
  });
  return (
    <Paper component="section" aria-label="Another registry">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Another registry
        </Title>
        <CredentialSteps service={another} />
        <form onSubmit={form.onSubmit((values) => saving.mutate(values))}>
          <Stack gap="sm">
            <TextInput
              label="Host"
              description="As in a reference, with its port if that is not 443."
              placeholder="registry.example.org"
              required
              {...form.getInputProps('service')}
            />
            <PasswordInput
              label={another.field}
              description={`${another.advice} It is kept encrypted and never shown again.`}
              placeholder={another.placeholder}
              autoComplete="off"
              required
              {...form.getInputProps('secret')}
            />
            <ErrorAlert error={saving.error} />
            <Group>
              <Button type="submit" variant="default" loading={saving.isPending}>
                Save
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Paper>
  );
}
