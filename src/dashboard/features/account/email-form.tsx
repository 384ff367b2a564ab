import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { EmailField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Section } from '../../components/section.tsx';
import { Saved } from './saved.tsx';
import { VerifyNotice } from './verify-notice.tsx';

/** The e-mail address that one signs in with. */
export function EmailForm({ account }: { readonly account: Schema['Account'] }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { email: account.email, currentPassword: '' } });
  const changing = useMutation({
    mutationFn: (values: typeof form.values) => changeAccount(client, values),
    onSuccess: () => form.setFieldValue('currentPassword', ''),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title="E-mail address">
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            The account is named {account.name}; that never changes. You sign in with this address.
          </Text>
          <VerifyNotice verified={account.emailVerified} />
          <EmailField {...form.getInputProps('email')} />
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <ErrorAlert error={changing.error} />
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={changing.isPending}
              disabled={form.values.email === account.email}
            >
              Save address
            </Button>
            <Saved when={changing.isSuccess && form.values.email === account.email}>
              The address is saved.
            </Saved>
            <Saved when={changing.isSuccess && form.values.email !== account.email}>
              A mail is on its way there: the address changes when the link in it is opened.
            </Saved>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
