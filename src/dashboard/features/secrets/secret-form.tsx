import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fieldErrors } from '../../api/field-errors.ts';
import { saveSecret, secretsQuery } from '../../api/secrets.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Section } from '../../components/section.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';

interface SecretFormProps {
  /** Which one is to be replaced; null: another one is added. */
  readonly replaced: string | null;
  /** The names that there are. */
  readonly taken: readonly string[];
  onDone(): void;
}

/** Saves a secret, which is never shown again. */
export function SecretForm({ replaced, taken, onDone }: SecretFormProps) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: replaced ?? '', value: '' },
    validate: { name: (name) => nameFault(name, replaced === null ? taken : []) },
  });
  const saving = useMutation({
    meta: { done: 'Secret saved' },
    mutationFn: () => saveSecret(form.values.name, form.values.value),
    onSuccess: async () => {
      form.reset();
      onDone();
      await client.invalidateQueries(secretsQuery);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
    gcTime: 0,
  });
  return (
    <Section title={replaced === null ? 'Add a secret' : `Replace ${replaced}`}>
      <form onSubmit={form.onSubmit(() => saving.mutate())}>
        <Stack gap="sm">
          {replaced === null && (
            <VerbatimInput
              label="Name"
              description="A to Z, 0 to 9 and _"
              placeholder="DNS_KEY"
              required
              {...form.getInputProps('name')}
            />
          )}
          <PasswordInput
            label="Value"
            description="Stored encrypted and never shown again."
            autoComplete="off"
            data-autofocus
            required
            {...form.getInputProps('value')}
          />
          <ErrorAlert error={saving.error} />
          <Group>
            <Button type="submit" variant="default" loading={saving.isPending}>
              {replaced === null ? 'Add' : 'Replace'}
            </Button>
            {replaced !== null && (
              <Button variant="subtle" onClick={onDone} disabled={saving.isPending}>
                Cancel
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function nameFault(name: string, taken: readonly string[]): string | null {
  if (!/^[A-Z_][A-Z0-9_]{0,63}$/.test(name)) {
    return 'must be 1 to 64 of A to Z, 0 to 9 and _, and not begin with a digit';
  }
  return taken.includes(name) ? 'already exists: replace it' : null;
}
