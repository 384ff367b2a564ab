import { Autocomplete, Button, Checkbox, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fieldErrors } from '../../api/field-errors.ts';
import { allowIssuer, issuersQuery } from '../../api/trusts.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Section } from '../../components/section.tsx';
import { knownIssuers } from './known-issuers.ts';

/** Allows another issuer, which is asked for its keys first. */
export function IssuerForm() {
  const client = useQueryClient();
  const form = useForm({ initialValues: { issuer: '', privateAddresses: false } });
  const allowing = useMutation({
    meta: { done: 'Issuer saved' },
    mutationFn: allowIssuer,
    onSuccess: () => {
      form.reset();
      return client.invalidateQueries({ queryKey: issuersQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title="Allow an issuer">
      <form onSubmit={form.onSubmit((values) => allowing.mutate(values))}>
        <Stack gap="sm">
          <Autocomplete
            label="Issuer"
            description="Exactly as in the identity token’s iss claim. Its keys are fetched now."
            placeholder="https://issuer.example.org"
            data={[...knownIssuers]}
            required
            {...form.getInputProps('issuer')}
          />
          <Checkbox
            label="Allow addresses in private networks"
            {...form.getInputProps('privateAddresses', { type: 'checkbox' })}
          />
          <ErrorAlert error={allowing.error} />
          <Group>
            <Button type="submit" variant="default" loading={allowing.isPending}>
              Allow
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
