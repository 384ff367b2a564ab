import { Button, Group, Paper, Stack, TextInput, Title } from '@mantine/core';
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
import { SecretField } from './secret-field.tsx';
import { registryService } from './services.ts';
import { TokenServiceField, tokenServiceIn } from './token-service-field.tsx';

const another = registryService('another registry');

/** Saves a credential for a registry that has none yet. */
export function RegistryForm({ owner }: { readonly owner: CredentialOwner }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { service: '', secret: '', tokenService: '' } });
  const saving = useMutation({
    mutationFn: ({ service, secret, tokenService }: typeof form.values) =>
      saveExternalCredential(owner, service.trim(), {
        secret: secret.trim(),
        ...tokenServiceIn(tokenService),
      }),
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
              description="As in an image reference, with the port unless it is 443."
              placeholder="registry.example.org"
              required
              {...form.getInputProps('service')}
            />
            <SecretField service={another} {...form.getInputProps('secret')} />
            <TokenServiceField {...form.getInputProps('tokenService')} />
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
