import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount, sessionsQuery } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { NewPasswordField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Section } from '../../components/section.tsx';
import { passwordFault } from '../../format/passwords.ts';
import { Saved } from './saved.tsx';

/** A new password, by the current one. */
export function PasswordForm({ account }: { readonly account: Schema['Account'] }) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { currentPassword: '', password: '' },
    validate: { password: passwordFault },
  });
  const changing = useMutation({
    mutationFn: (values: typeof form.values) => changeAccount(client, values),
    onSuccess: () => {
      form.reset();
      return client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title="Password">
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            A new password closes all other sessions. Tokens keep working.
          </Text>
          <input type="text" autoComplete="username" value={account.email} readOnly hidden />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <NewPasswordField {...form.getInputProps('password')} />
          <ErrorAlert error={changing.error} />
          <Group>
            <Button type="submit" variant="default" loading={changing.isPending}>
              Change password
            </Button>
            <Saved when={changing.isSuccess && !form.isDirty()}>
              Password changed. All other sessions are closed.
            </Saved>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
