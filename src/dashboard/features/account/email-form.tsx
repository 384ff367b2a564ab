import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { EmailField } from '../../components/credential-fields.tsx';
import { Section } from '../../components/section.tsx';
import { PasswordAct } from './password-act.tsx';
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
            You sign in with this address. The account’s name, {account.name}, cannot be changed.
          </Text>
          <VerifyNotice verified={account.emailVerified} />
          <EmailField {...form.getInputProps('email')} />
          <PasswordAct
            label="Your password"
            act="Save address"
            saving={changing}
            unchanged={form.values.email === account.email}
            {...form.getInputProps('currentPassword')}
          >
            <Saved when={changing.isSuccess && form.values.email === account.email}>
              Address saved.
            </Saved>
            <Saved when={changing.isSuccess && form.values.email !== account.email}>
              An e-mail was sent to it. The address changes once the link in it is opened.
            </Saved>
          </PasswordAct>
        </Stack>
      </form>
    </Section>
  );
}
