import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { resetPassword } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import { NewPasswordField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SignInLink } from '../../components/sign-in-link.tsx';
import { passwordFault } from '../../format/passwords.ts';

/** Sets a new password by a link, of an administrator or a mail, whose secret stands behind its `#`. */
export function ResetPasswordPage() {
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(history.state, '', location.pathname), []); // no trace of it
  return (
    <>
      <PageHeader title="New password" />
      {token === '' ? <LinkIncomplete /> : <ResetForm token={token} />}
    </>
  );
}

function LinkIncomplete() {
  return (
    <Stack>
      <Text>This link is incomplete. Open it again as you received it, or ask for a new one.</Text>
      <SignInLink />
    </Stack>
  );
}

function ResetForm({ token }: { readonly token: string }) {
  const form = useForm({ initialValues: { password: '' }, validate: { password: passwordFault } });
  const setting = useMutation({
    mutationFn: ({ password }: typeof form.values) => resetPassword({ token, password }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (setting.isSuccess) {
    return (
      <Stack role="status">
        <Text>The new password is set. All sessions of the account are closed.</Text>
        <SignInLink />
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => setting.mutate(values))}>
      <Stack>
        <Text size="sm" c="dimmed">
          The link works once. Setting the password closes all sessions of the account.
        </Text>
        <NewPasswordField {...form.getInputProps('password')} />
        <ErrorAlert error={setting.error} />
        <Button type="submit" loading={setting.isPending} fullWidth>
          Set password
        </Button>
      </Stack>
    </form>
  );
}
