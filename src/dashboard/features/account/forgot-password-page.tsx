import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { requestPasswordReset } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import { setupQuery } from '../../api/session.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SignInLink } from '../../components/sign-in-link.tsx';

/** Asks for a link by which a forgotten password is replaced. */
export function ForgotPasswordPage() {
  const setup = useQuery(setupQuery);
  return (
    <>
      <PageHeader title="Forgot your password" />
      <QueryView query={setup} skeleton={<RowsSkeleton rows={2} height={52} />}>
        {({ mail }) => (mail ? <RequestForm /> : <AskAdministrator />)}
      </QueryView>
    </>
  );
}

function AskAdministrator() {
  return (
    <Stack>
      <Text>
        This server sends no e-mail. Ask an administrator for a link to set a new password.
      </Text>
      <SignInLink />
    </Stack>
  );
}

function RequestForm() {
  const form = useForm({ initialValues: { account: '' } });
  const requesting = useMutation({
    mutationFn: (values: typeof form.values) => requestPasswordReset(values),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (requesting.isSuccess) {
    return (
      <Stack role="status">
        <Text>
          If there is such an account, a link was sent to its e-mail address. It works once, for an
          hour.
        </Text>
        <SignInLink />
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => requesting.mutate(values))}>
      <Stack>
        <TextInput
          label="E-mail address or name"
          autoComplete="username"
          autoCapitalize="none"
          maxLength={254}
          required
          {...form.getInputProps('account')}
        />
        <ErrorAlert error={requesting.error} />
        <Button type="submit" loading={requesting.isPending} fullWidth>
          Send a link
        </Button>
        <SignInLink />
      </Stack>
    </form>
  );
}
